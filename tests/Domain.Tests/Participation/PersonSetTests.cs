using CsCheck;
using Outreach.Domain.Participation;

namespace Outreach.Domain.Tests.Participation;

public sealed class PersonSetTests
{
    /// <summary>Numbers that stand close together, so that a block may be a list or bits, and some far off.</summary>
    private static readonly Gen<uint[]> Numbers = Gen.Select(
        Gen.UInt[0, 9_000].Array[0, 9_000], Gen.UInt[0, 4_000_000].Array[0, 20], (dense, sparse) => (uint[])[.. dense, .. sparse]);

    [Fact]
    public void Holds_what_a_set_of_numbers_holds() => Numbers.Sample(numbers =>
    {
        var set = PersonSet.Of(numbers);
        Assert.Equal(numbers.Distinct().Order(), set);
        Assert.Equal(numbers.Distinct().Count(), set.Count);
        Assert.All(numbers.Take(50), number => Assert.True(set.Contains(number)));
        Assert.False(set.Contains(5_000_000));
    }, iter: 100);

    [Fact]
    public void Comes_back_the_same_from_bytes() => Numbers.Sample(numbers =>
    {
        var set = PersonSet.Of(numbers);
        Assert.Equal(set, PersonSet.FromBytes(set.ToBytes()));
    }, iter: 100);

    [Fact]
    public void Unites_as_sets_unite() => Gen.Select(Numbers, Numbers, Numbers).Sample((a, b, c) => Assert.Equal(
        PersonSet.Of([.. a, .. b, .. c]), PersonSet.Union([PersonSet.Of(a), PersonSet.Of(b), PersonSet.Of(c)])), iter: 100);

    [Fact]
    public void Reads_what_was_stored_when_few_people_were_deflated_too() => Assert.Equal(
        PersonSet.Of([7u, 65_543u]), PersonSet.FromBytes(Deflated([0, 0, 0, 0, 7, 0, 1, 0, 0, 0, 7, 0])));

    private static byte[] Deflated(byte[] plain)
    {
        using var bytes = new MemoryStream();
        bytes.WriteByte(2);
        using (var deflate = new System.IO.Compression.DeflateStream(bytes, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true))
            deflate.Write(plain);
        return bytes.ToArray();
    }
}
