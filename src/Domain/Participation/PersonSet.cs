using System.Buffers.Binary;
using System.Collections;
using System.IO.Compression;
using System.Numerics;

namespace Outreach.Domain.Participation;

/// <summary>
/// An exact, immutable set of people by their dense numbers. Numbers that share their upper half stand in one block: few as a list,
/// many as 65,536 bits, in memory as in storage, where the whole is deflated if that makes it smaller. A million people take 125 KB, a
/// hundred a few hundred bytes.
/// </summary>
public sealed class PersonSet : IReadOnlyCollection<uint>, IEquatable<PersonSet>
{
    private const byte Plain = 1;
    private const byte Deflated = 2;
    private const int BlockBits = 1 << 16;
    private const int BlockWords = BlockBits / 64;

    /// <summary>Up to this many people a list of two bytes each is no longer than the block's bits.</summary>
    private const int LongestList = BlockBits / 8 / 2;

    /// <summary>Bytes up to which deflating does not pay.</summary>
    private const int TooFewToDeflate = 512;

    public static readonly PersonSet Empty = new([]);

    /// <summary>In order of what their numbers share; none is empty.</summary>
    private readonly Block[] _blocks;

    private PersonSet(Block[] blocks)
    {
        _blocks = blocks;
        Count = blocks.Sum(block => block.Count);
    }

    public int Count { get; }

    public static PersonSet Of(IEnumerable<uint> numbers) =>
        new([.. numbers.GroupBy(number => (ushort)(number >> 16), number => (ushort)number).OrderBy(group => group.Key).Select(OfLows)]);

    public static PersonSet Union(IEnumerable<PersonSet> sets) =>
        new([.. sets.SelectMany(set => set._blocks).GroupBy(block => block.High).OrderBy(group => group.Key).Select(Unite)]);

    public bool Contains(uint number) => _blocks.Any(block => block.High == number >> 16 && block.Contains((ushort)number));

    /// <summary>The set as bytes; <see cref="FromBytes"/> reads them back.</summary>
    public byte[] ToBytes()
    {
        var plain = Pack();
        if (plain.Length <= TooFewToDeflate)
            return plain;
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

    public IEnumerator<uint> GetEnumerator() =>
        _blocks.SelectMany(block => block.Lows.Select(low => ((uint)block.High << 16) | low)).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public bool Equals(PersonSet? other) =>
        other is not null && Count == other.Count && _blocks.Length == other._blocks.Length && _blocks.Zip(other._blocks).All(Same);

    public override bool Equals(object? obj) => Equals(obj as PersonSet);

    public override int GetHashCode() => Count;

    public override string ToString() => $"{Count} people";

    private static bool Same((Block One, Block Other) pair) =>
        pair.One.High == pair.Other.High && pair.One.Count == pair.Other.Count && pair.One.Lows.SequenceEqual(pair.Other.Lows);

    private static Block OfLows(IGrouping<ushort, ushort> lows)
    {
        Span<ulong> words = stackalloc ulong[BlockWords];
        words.Clear();
        foreach (var low in lows)
            words[low / 64] |= 1UL << (low % 64);
        return Block.Of(lows.Key, words);
    }

    private static Block Unite(IGrouping<ushort, Block> blocks)
    {
        if (blocks.Count() == 1)
            return blocks.First();
        Span<ulong> words = stackalloc ulong[BlockWords];
        words.Clear();
        foreach (var block in blocks)
            block.AddTo(words);
        return Block.Of(blocks.Key, words);
    }

    /// <summary>A block is its high half, the count less one (two bytes each), and then its numbers or its bits, little-endian.</summary>
    private byte[] Pack()
    {
        var packed = new byte[1 + _blocks.Sum(block => 4 + block.Size)];
        packed[0] = Plain;
        var rest = packed.AsSpan(1);
        foreach (var block in _blocks)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(rest, block.High);
            BinaryPrimitives.WriteUInt16LittleEndian(rest[2..], (ushort)(block.Count - 1));
            block.Write(rest[4..]);
            rest = rest[(4 + block.Size)..];
        }

        return packed;
    }

    private static PersonSet Unpack(ReadOnlySpan<byte> bytes)
    {
        var blocks = new List<Block>();
        while (!bytes.IsEmpty)
        {
            var count = BinaryPrimitives.ReadUInt16LittleEndian(bytes[2..]) + 1;
            var block = Block.Read(BinaryPrimitives.ReadUInt16LittleEndian(bytes), count, bytes[4..]);
            blocks.Add(block);
            bytes = bytes[(4 + block.Size)..];
        }

        return new PersonSet([.. blocks]);
    }

    private static byte[] Inflate(byte[] bytes)
    {
        using var plain = new MemoryStream();
        using (var inflate = new DeflateStream(new MemoryStream(bytes), CompressionMode.Decompress))
            inflate.CopyTo(plain);
        return plain.ToArray();
    }

    /// <summary>The people whose numbers share their upper half: either their lower halves in order, or a bit for each.</summary>
    private sealed class Block
    {
        private readonly ushort[]? _list;
        private readonly ulong[]? _words;

        private Block(ushort high, int count, ushort[]? list, ulong[]? words) => (High, Count, _list, _words) = (high, count, list, words);

        public ushort High { get; }

        public int Count { get; }

        /// <summary>Bytes that <see cref="Write"/> takes.</summary>
        public int Size => _list is null ? BlockBits / 8 : _list.Length * sizeof(ushort);

        public IEnumerable<ushort> Lows => _list ?? LowsOf(_words!);

        public static Block Of(ushort high, ReadOnlySpan<ulong> words)
        {
            var count = 0;
            foreach (var word in words)
                count += BitOperations.PopCount(word);
            return count <= LongestList ? new Block(high, count, ListOf(words, count), null) : new Block(high, count, null, words.ToArray());
        }

        public static Block Read(ushort high, int count, ReadOnlySpan<byte> bytes)
        {
            if (count > LongestList)
            {
                var words = new ulong[BlockWords];
                for (var i = 0; i < BlockWords; i++)
                    words[i] = BinaryPrimitives.ReadUInt64LittleEndian(bytes[(8 * i)..]);
                return new Block(high, count, null, words);
            }

            var list = new ushort[count];
            for (var i = 0; i < count; i++)
                list[i] = BinaryPrimitives.ReadUInt16LittleEndian(bytes[(2 * i)..]);
            return new Block(high, count, list, null);
        }

        public bool Contains(ushort low) => _list is null ? (_words![low / 64] >> (low % 64) & 1) == 1 : Array.BinarySearch(_list, low) >= 0;

        public void AddTo(Span<ulong> words)
        {
            if (_list is null)
            {
                for (var i = 0; i < BlockWords; i++)
                    words[i] |= _words![i];
                return;
            }

            foreach (var low in _list)
                words[low / 64] |= 1UL << (low % 64);
        }

        public void Write(Span<byte> bytes)
        {
            for (var i = 0; i < _list?.Length; i++)
                BinaryPrimitives.WriteUInt16LittleEndian(bytes[(2 * i)..], _list[i]);
            for (var i = 0; i < _words?.Length; i++)
                BinaryPrimitives.WriteUInt64LittleEndian(bytes[(8 * i)..], _words[i]);
        }

        private static ushort[] ListOf(ReadOnlySpan<ulong> words, int count)
        {
            var list = new ushort[count];
            var next = 0;
            for (var i = 0; i < words.Length; i++)
            {
                for (var rest = words[i]; rest != 0; rest &= rest - 1)
                    list[next++] = (ushort)((i * 64) + BitOperations.TrailingZeroCount(rest));
            }

            return list;
        }

        private static IEnumerable<ushort> LowsOf(ulong[] words)
        {
            for (var i = 0; i < BlockWords; i++)
            {
                for (var rest = words[i]; rest != 0; rest &= rest - 1)
                    yield return (ushort)((i * 64) + BitOperations.TrailingZeroCount(rest));
            }
        }
    }
}
