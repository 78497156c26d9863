using Seamline.Timeline;

namespace Seamline;

// The master: gain and limiter.
public sealed partial class Engine
{
    /// <summary>The master's settings.</summary>
    public MasterSpec Master
    {
        get
        {
            using (_lock.Hold())
            {
                MasterRow row = _editor.Document.Master;
                return new MasterSpec(row.GainDb, row.Limiter != 0, row.CeilingDb);
            }
        }
    }

    /// <summary>Sets gain and limiter of the master: an edit like others, heard in the next block and undone like them.</summary>
    public Status SetMaster(in MasterSpec master)
    {
        using (_lock.Hold())
        {
            var row = new MasterRow(master.GainDb, master.CeilingDb, master.Limiter ? 1 : 0);
            return ReserveEdit(0) ? CommitEdit(_editor.SetMaster(row)) : NoRoom();
        }
    }
}
