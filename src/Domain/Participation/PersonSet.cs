using System.Buffers.Binary;
using System.Collections;
using System.IO.Compression;
using System.Numerics;

namespace Outreach.Domain.Participation;

/// <summary>
/// An exact, immutable set of people by their dense numbers. Kept as blocks of 65,536 bits, those that have any; packed for
/// storage, a block with few people is a list of its numbers and one with many its bits, and the whole is deflated where that
/// makes it smaller. A million people take 125 KB, a few thousand of them a few.
/// </summary>
public sealed class PersonSet : IReadOnlyCollection<uint>, IEquatable<PersonSet>
{
    private const byte Plain = 1;
    private const byte Deflated = 2;
    private const int BlockBits = 1 << 16;
    private const int BlockWords = BlockBits / 64;

    /// <summary>Up to this many people a list of two bytes each is no longer than the block's bits.</summary>
    private const int LongestList = BlockBits / 8 / 2;

    public static readonly PersonSet Empty = new([]);

    private readonly SortedList<ushort, ulong[]> _blocks;

    private PersonSet(SortedList<ushort, ulong[]> blocks)
    {
        _blocks = blocks;
        Count = blocks.Values.Sum(CountOf);
    }

    public int Count { get; }

    public static PersonSet Of(IEnumerable<uint> numbers)
    {
        var blocks = new SortedList<ushort, ulong[]>();
        foreach (var number in numbers)
            Set(BlockOf(blocks, (ushort)(number >> 16)), (ushort)number);
        return new PersonSet(blocks);
    }

    public static PersonSet Union(IEnumerable<PersonSet> sets)
    {
        var blocks = new SortedList<ushort, ulong[]>();
        foreach (var (high, words) in sets.SelectMany(set => set._blocks))
        {
            var target = BlockOf(blocks, high);
            for (var i = 0; i < BlockWords; i++)
                target[i] |= words[i];
        }

        return new PersonSet(blocks);
    }

    public bool Contains(uint number) =>
        _blocks.TryGetValue((ushort)(number >> 16), out var words) && (words[(ushort)number / 64] >> ((ushort)number % 64) & 1) == 1;

    /// <summary>The set as bytes; <see cref="FromBytes"/> reads them back.</summary>
    public byte[] ToBytes()
    {
        var plain = Pack();
        using var deflated = new MemoryStream();
        deflated.WriteByte(Deflated);
        using (var deflate = new DeflateStream(deflated, CompressionLevel.Fastest, leaveOpen: true))
            deflate.Write(plain.AsSpan(1));
        return deflated.Length < plain.Length ? deflated.ToArray() : plain;
    }

    /// <exception cref="InvalidDataException">The bytes are no set's.</exception>
    public static PersonSet FromBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
            return Empty;
        return bytes[0] switch
        {
            Plain => Unpack(bytes[1..]),
            Deflated => Unpack(Inflate(bytes[1..].ToArray())),
            _ => throw new InvalidDataException($"A set of people of the unknown form {bytes[0]}."),
        };
    }

    public IEnumerator<uint> GetEnumerator()
    {
        foreach (var (high, words) in _blocks)
        {
            foreach (var low in LowsOf(words))
                yield return ((uint)high << 16) | low;
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public bool Equals(PersonSet? other) =>
        other is not null && Count == other.Count && _blocks.Keys.SequenceEqual(other._blocks.Keys) &&
        _blocks.Values.Zip(other._blocks.Values).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second));

    public override bool Equals(object? obj) => Equals(obj as PersonSet);

    public override int GetHashCode() => Count;

    public override string ToString() => $"{Count} people";

    private static ulong[] BlockOf(SortedList<ushort, ulong[]> blocks, ushort high)
    {
        if (!blocks.TryGetValue(high, out var words))
            blocks[high] = words = new ulong[BlockWords];
        return words;
    }

    private static void Set(ulong[] words, ushort low) => words[low / 64] |= 1UL << (low % 64);

    private static int CountOf(ulong[] words) => words.Sum(BitOperations.PopCount);

    private static IEnumerable<ushort> LowsOf(ulong[] words)
    {
        for (var i = 0; i < BlockWords; i++)
        {
            for (var rest = words[i]; rest != 0; rest &= rest - 1)
                yield return (ushort)((i * 64) + BitOperations.TrailingZeroCount(rest));
        }
    }

    /// <summary>A block is its high half, the count less one (two bytes each), and then its numbers or its bits, little-endian.</summary>
    private byte[] Pack()
    {
        using var packed = new MemoryStream();
        packed.WriteByte(Plain);
        Span<byte> pair = stackalloc byte[2];
        Span<byte> word = stackalloc byte[8];
        foreach (var (high, words) in _blocks)
        {
            var count = CountOf(words);
            Write(packed, pair, high);
            Write(packed, pair, (ushort)(count - 1));
            if (count <= LongestList)
            {
                foreach (var low in LowsOf(words))
                    Write(packed, pair, low);
            }
            else
            {
                foreach (var bits in words)
                {
                    BinaryPrimitives.WriteUInt64LittleEndian(word, bits);
                    packed.Write(word);
                }
            }
        }

        return packed.ToArray();
    }

    private static void Write(MemoryStream target, Span<byte> pair, ushort value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(pair, value);
        target.Write(pair);
    }

    private static PersonSet Unpack(ReadOnlySpan<byte> bytes)
    {
        var blocks = new SortedList<ushort, ulong[]>();
        while (!bytes.IsEmpty)
        {
            var words = BlockOf(blocks, BinaryPrimitives.ReadUInt16LittleEndian(bytes));
            var count = BinaryPrimitives.ReadUInt16LittleEndian(bytes[2..]) + 1;
            bytes = bytes[4..];
            if (count <= LongestList)
            {
                for (var i = 0; i < count; i++)
                    Set(words, BinaryPrimitives.ReadUInt16LittleEndian(bytes[(2 * i)..]));
                bytes = bytes[(2 * count)..];
            }
            else
            {
                for (var i = 0; i < BlockWords; i++)
                    words[i] = BinaryPrimitives.ReadUInt64LittleEndian(bytes[(8 * i)..]);
                bytes = bytes[(8 * BlockWords)..];
            }
        }

        return new PersonSet(blocks);
    }

    private static byte[] Inflate(byte[] bytes)
    {
        using var plain = new MemoryStream();
        using (var inflate = new DeflateStream(new MemoryStream(bytes), CompressionMode.Decompress))
            inflate.CopyTo(plain);
        return plain.ToArray();
    }
}
