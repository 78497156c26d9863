using System;
using System.Diagnostics;
using System.Threading;
using Seamline.Clips;
using Seamline.Snapshots;
using Seamline.Timeline;

namespace Seamline;

// Media whose files are scanned, or change under the engine.
public sealed unsafe partial class Engine
{
    // Opening has taken milliseconds already; for the first of the new sound the call waits this long at most.
    private const int FirstSoundMilliseconds = 100;

    /// <summary>
    /// Learns a clip's exact length by looking through its files (10 minutes: 10 to 70 ms; 3 hours: up to a second). Not needed to
    /// play; for hosts that lay out whole recordings end to end. Other calls go on meanwhile.
    /// </summary>
    public Status MeasureClip(ClipId id) => ScanClip(id, CancellationToken.None);

    /// <summary>As <see cref="MeasureClip"/>, with a way to end it.</summary>
    /// <param name="id">The clip.</param>
    /// <param name="cancellation">Ends the call with <see cref="Status.Cancelled"/>, between two packets.</param>
    public Status ScanClip(ClipId id, CancellationToken cancellation)
    {
        Status status = BeginOnSources(id, cancellation, out ClipPreparation work, out Source[] sources);
        if (status != Status.Ok) return status;
        try
        {
            string sentence = string.Empty;
            foreach (Source source in sources)
            {
                _cache.Measure(source, work);
                if (work.Stop) break;
                if (_cache.Look(source) == MediaState.Same) continue;
                status = Status.MediaError;
                sentence = source.Error!;
                break;
            }

            using (_lock.Hold()) return Outcome(work, status, sentence, "being scanned");
        }
        finally
        {
            EndOnSources(work, sources);
        }
    }

    /// <summary>
    /// Opens a clip's media files once more, changed or not, as new sources, for every clip that uses them; nothing else is loaded
    /// again. Segments keep their in and out points, whatever the length now. While playing it is heard by the crossfade of
    /// every edit, from where the playhead is; the call waits up to 100 ms for its first sound, and what is not there by then is a miss.
    /// A file that cannot be opened: the sentence names it, and nothing changes. A clip of host samples is refused. Other calls go on
    /// meanwhile; a clip that one of them sets or removes ends this call with <see cref="Status.Cancelled"/>.
    /// </summary>
    public Status Invalidate(ClipId id)
    {
        Status status = BeginOnSources(id, CancellationToken.None, out ClipPreparation work, out Source[] sources);
        if (status != Status.Ok) return status;
        var opening = new MediaOpening(_cache, _budget, _config, work, _workers);
        try
        {
            status = opening.Reopen(id, sources);
            if (status == Status.Ok && !work.Stop) AwaitFirstSound(opening.Sources, work);
            using (_lock.Hold())
            {
                status = Outcome(work, status, opening.Sentence, "being opened again");
                for (int i = 0; i < sources.Length && status == Status.Ok; i++) status = _clips.CheckChoices(id, sources[i], opening.Sources[i]);
                return status == Status.Ok ? CommitExchange(id, opening.Sources) : status;
            }
        }
        finally
        {
            opening.Abandon(); // the clips have references of their own
            EndOnSources(work, sources);
        }
    }

    /// <summary>
    /// Checks the files of all sources: size and time of modification. Loaders check by themselves before they hand over a page; this is
    /// for a host that wants to know of what is already in memory, and for a file that was missing and is back.
    /// </summary>
    /// <returns>Sources whose file is not the one that was opened: changed or missing. <see cref="GetSources"/> has each.</returns>
    public int CheckMedia()
    {
        if (!TryEnter()) return 0;
        int changed = _cache.LookAll(Volatile.Read(ref _published)); // partner: PublishDesired
        Leave();
        return changed;
    }

    /// <inheritdoc cref="CheckMedia()"/>
    /// <param name="id">The clip whose files are checked.</param>
    /// <param name="changed">How many of them are not what was opened.</param>
    public Status CheckMedia(ClipId id, out int changed)
    {
        changed = 0;
        Status status = BeginOnSources(id, CancellationToken.None, out ClipPreparation work, out Source[] sources);
        if (status != Status.Ok) return status;
        for (int i = 0; i < sources.Length; i++)
        {
            if (Array.IndexOf(sources, sources[i]) == i && _cache.Look(sources[i]) != MediaState.Same) changed++;
        }

        EndOnSources(work, sources);
        return Status.Ok;
    }

    // A clip's sources, held while they are worked on outside the lock.
    private Status BeginOnSources(ClipId id, CancellationToken cancellation, out ClipPreparation work, out Source[] sources)
    {
        using (_lock.Hold())
        {
            sources = [];
            Status status = BeginPreparing(id, cancellation, out work);
            if (status != Status.Ok) return status;
            status = _clips.Hold(id, out sources);
            if (status != Status.Ok) EndPreparing(work);
            return status;
        }
    }

    private void EndOnSources(ClipPreparation work, Source[] sources)
    {
        long serial = Volatile.Read(ref _published); // partner: PublishDesired
        foreach (Source source in sources) _cache.Release(source, serial);
        using (_lock.Hold()) _lock.CleanUpLater();
        EndPreparing(work);
    }

    // Only while the lock is held.
    private Status CommitExchange(ClipId id, ReadOnlySpan<Source> sources)
    {
        if (!Reserve(0)) return NoRoom();
        int exchanged = Exchange(sources, forGood: true);
        _clips.KeepExchanges(_exchanges);
        _exchanges.Clear();
        return Commit(exchanged > 0
            ? Status.Ok
            : _error.Fail(Status.Cancelled, $"a later call has opened the files of clip {id.Value} again"));
    }

    private int Exchange(ReadOnlySpan<Source> sources, bool forGood)
    {
        int exchanged = 0;
        for (int i = 0; i < sources.Length; i++)
        {
            if (sources[..i].IndexOf(sources[i]) < 0) exchanged += _clips.Exchange(sources[i], _exchanges, forGood);
        }

        return exchanged;
    }

    // Before a timeline with new sources is published: has their first pages loaded, so that the crossfade is into sound. The timeline as it
    // will be is compiled for the loaders alone, and again when an edit changes it meanwhile.
    private void AwaitFirstSound(Source[] sources, ClipPreparation work)
    {
        RegionBlock* next = null;
        int slot;
        using (_lock.Hold())
        {
            // Partner: Transport.Acknowledge. Without a free slot pages cannot be read: then the new sound comes when it is loaded.
            if (Volatile.Read(ref State->Sounding) == 0 || !_cache.PeakReaders.TryBegin(_publisher.Serial, out slot)) return;
        }

        long began = Stopwatch.GetTimestamp();
        long frames = FramesOf(2 * FirstSoundMilliseconds);
        long serial = -1;
        while (!work.Stop && Stopwatch.GetElapsedTime(began).TotalMilliseconds < FirstSoundMilliseconds)
        {
            long playhead;
            using (_lock.Hold())
            {
                if (serial != _publisher.Serial && !TryCompileNext(sources, ref next)) break;
                serial = _publisher.Serial;
                playhead = Playhead();
                _cache.Want(next, playhead);
            }

            long seen = _cache.Arrivals;
            if (_cache.IsReady(next, playhead, frames)) break;
            _cache.WaitForPage(seen, 10);
        }

        using (_lock.Hold()) _cache.Want(_block, Playhead(), new FrameRange(_desired.LoopStart, _desired.LoopEnd));
        _blocks.Release(ref next);
        _cache.PeakReaders.End(slot);
    }

    private bool TryCompileNext(Source[] sources, ref RegionBlock* next)
    {
        _blocks.Release(ref next);
        next = _blocks.Take(RoomFor(default));
        if (next == null) return false;
        _ = Exchange(sources, forGood: false);
        SnapshotCompiler.Compile(next, _editor.Document, _clips.Clips, _config.Channels, FramesOf(_config.DeclickMilliseconds), ++_blockSerial, _block);
        ClipRegistry.ExchangeBack(_exchanges);
        return true;
    }
}
