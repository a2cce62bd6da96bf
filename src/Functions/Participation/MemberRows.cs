using System.Collections.Immutable;
using System.Text.Json;
using Azure.Data.Tables;
using Outreach.Domain.Participation;
using Outreach.Functions.Storage;

namespace Outreach.Functions.Participation;

/// <summary>The people of a unit within a row: some 90 bytes each, so that a row's megabyte holds ten thousand.</summary>
internal static class MemberRows
{
    private const string Property = "Members";

    public static TableEntity WithMembers(this TableEntity row, ImmutableArray<MemberFigures> members) => members.IsEmpty
        ? row
        : row.WithBytes(Property, JsonSerializer.SerializeToUtf8Bytes([.. members], StoredParticipationJson.Default.MemberFiguresArray));

    public static ImmutableArray<MemberFigures> Members(this TableEntity row) => row.Bytes(Property) is { Length: > 0 } bytes
        ? [.. JsonSerializer.Deserialize(bytes, StoredParticipationJson.Default.MemberFiguresArray)!]
        : [];
}

/// <summary>What is kept of a unit's month.</summary>
/// <param name="People">Everybody who counts, with those whom <paramref name="Members"/> does not tell since they were erased.</param>
internal sealed record UnitFigures(StoredFigures Figures, PersonSet People, ImmutableArray<MemberFigures> Members);
