using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Seamline.Abi;

/// <summary>seam_tag.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct SeamTag
{
    public uint StructSize;
    public int Reserved;
    public byte* Key;
    public byte* Value;
}

/// <summary>seam_chapter.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct SeamChapter
{
    public uint StructSize;
    public int Reserved;
    public long Frame;
    public byte* Title;
}

/// <summary>seam_file_export.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct SeamFileExport
{
    public uint StructSize;
    public int Codec;
    public byte* Path;
    public int Format;
    public uint Flags;
    public long FirstFrame;
    public long Frames;
    public long BitRate;
    public double Quality;
    public double LoudnessLufs;
    public double CeilingDb;
    public double EdgeFadeMs;
    public long Stem;
    public SeamTag* Tags;
    public SeamChapter* Chapters;
    public uint TagCount;
    public uint ChapterCount;
    public delegate* unmanaged[Cdecl]<void*, long, long, int> Progress;
    public void* User;
    public SeamLevels* Levels;

    internal const uint SilenceForErrors = 1;
    internal const uint Dither = 2;
    internal const uint ByQuality = 4;
    internal const uint Limited = 8;
    internal const uint AllFlags = SilenceForErrors | Dither | ByQuality | Limited;
    internal const long StemMain = -1;
}

/// <summary>seamline.h: files.</summary>
/// <remarks>An export is what it was given and what it does; <see cref="Border"/> runs it, and catches what it throws.</remarks>
internal static unsafe class ExportsExport
{
    [UnmanagedCallersOnly(EntryPoint = "seam_export_wav", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Export(nint engine, SeamExport* wanted) =>
        Border.Run(engine, new ExportWavCall(wanted));

    private readonly struct ExportWavCall(SeamExport* wanted) : IEngineCall
    {
        public Status Run(EngineTarget at)
        {
            if (!Border.TryRead(wanted, out SeamExport given)) return Border.RefuseStruct(at.Engine, "seam_export", wanted);
            if (RenderFields.Check(at.Engine, given) is var refused and not Status.Ok) return refused;
            var export = new FileExport(Border.Text(given.Path) ?? string.Empty)
            {
                Codec = ExportCodec.Wav,
                Format = (SampleFormat)given.Format,
                FirstFrame = given.FirstFrame,
                Frames = given.Frames == 0 ? FileExport.ToTheEnd : given.Frames,
                SilenceForErrors = given.Flags != 0,
                EdgeFadeMilliseconds = given.EdgeFadeMs,
                Progress = given.Progress == null ? null : new HostProgress(given.Progress, given.User).Tell,
            };
            Status status = at.Engine.Export(export, out RenderLevels levels, at.Closing.Token);
            var reported = new SeamLevels(levels);
            if (status == Status.Ok && given.Levels != null) Border.TryWrite(given.Levels, ref reported);
            return status;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_export_file", CallConvs = [typeof(CallConvCdecl)])]
    public static Status ExportFile(nint engine, SeamFileExport* wanted) =>
        Border.Run(engine, new ExportFileCall(wanted));

    private readonly struct ExportFileCall(SeamFileExport* wanted) : IEngineCall
    {
        public Status Run(EngineTarget at)
        {
            if (!Border.TryRead(wanted, out SeamFileExport given)) return Border.RefuseStruct(at.Engine, "seam_file_export", wanted);
            if (RenderFields.Check(at.Engine, given) is var refused and not Status.Ok) return refused;
            if (given.TagCount > Limits.MaxExportTags || given.ChapterCount > Limits.MaxExportChapters)
                return at.Engine.Refuse(Status.LimitReached, $"seam_file_export: {given.TagCount} tags and {given.ChapterCount} chapters; the limits are {Limits.MaxExportTags} and {Limits.MaxExportChapters}");
            if (ReadTags(at.Engine, given, out ExportTag[] tags) is var noTags and not Status.Ok) return noTags;
            if (ReadChapters(at.Engine, given, out ExportChapter[] chapters) is var noChapters and not Status.Ok) return noChapters;
            FileExport export = Of(given) with { Tags = tags, Chapters = chapters };
            Status status = at.Engine.Export(export, out RenderLevels levels, at.Closing.Token);
            var reported = new SeamLevels(levels);
            if (status == Status.Ok && given.Levels != null) Border.TryWrite(given.Levels, ref reported);
            return status;
        }

        private static FileExport Of(in SeamFileExport given) => new(Border.Text(given.Path) ?? string.Empty)
        {
            Codec = (ExportCodec)given.Codec,
            Format = (SampleFormat)given.Format,
            Dithers = (given.Flags & SeamFileExport.Dither) != 0,
            SilenceForErrors = (given.Flags & SeamFileExport.SilenceForErrors) != 0,
            FirstFrame = given.FirstFrame,
            Frames = given.Frames == 0 ? FileExport.ToTheEnd : given.Frames,
            BitRate = given.BitRate,
            Quality = (given.Flags & SeamFileExport.ByQuality) != 0 ? given.Quality : -1,
            LoudnessLufs = given.LoudnessLufs == 0 ? null : given.LoudnessLufs,
            CeilingDb = (given.Flags & SeamFileExport.Limited) != 0 ? given.CeilingDb : MasterSpec.Neutral.CeilingDb,
            EdgeFadeMilliseconds = given.EdgeFadeMs,
            Stem = given.Stem == 0 ? null : new LaneId(given.Stem == SeamFileExport.StemMain ? 0 : given.Stem),
            Progress = given.Progress == null ? null : new HostProgress(given.Progress, given.User).Tell,
        };

        // An older or newer header's rows stand their own size apart.
        private static Status ReadTags(Engine engine, in SeamFileExport given, out ExportTag[] tags)
        {
            tags = new ExportTag[given.TagCount];
            byte* next = (byte*)given.Tags;
            for (int i = 0; i < tags.Length; i++)
            {
                var at = new FieldRow(engine, "seam_tag", i, "tag");
                if (!Border.TryRead((SeamTag*)next, out SeamTag tag)) return Border.RefuseStruct(engine, "seam_tag", (SeamTag*)next, i, "tag");
                if (Border.Text(tag.Key) is not { } key) return at.Missing("key");
                if (tag.Value == null) return at.Missing("value");
                tags[i] = new ExportTag(key, Border.Text(tag.Value) ?? string.Empty);
                next += given.Tags->StructSize;
            }

            return Status.Ok;
        }

        private static Status ReadChapters(Engine engine, in SeamFileExport given, out ExportChapter[] chapters)
        {
            chapters = new ExportChapter[given.ChapterCount];
            byte* next = (byte*)given.Chapters;
            for (int i = 0; i < chapters.Length; i++)
            {
                if (!Border.TryRead((SeamChapter*)next, out SeamChapter chapter)) return Border.RefuseStruct(engine, "seam_chapter", (SeamChapter*)next, i, "chapter");
                if (chapter.Title == null) return new FieldRow(engine, "seam_chapter", i, "chapter").Missing("title");
                chapters[i] = new ExportChapter(chapter.Frame, Border.Text(chapter.Title) ?? string.Empty);
                next += given.Chapters->StructSize;
            }

            return Status.Ok;
        }
    }
}
