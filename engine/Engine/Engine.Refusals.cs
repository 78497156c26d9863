namespace Seamline;

// What the C border refuses, in sentences that name the struct and its field. Allocates nothing.
public sealed partial class Engine
{
    /// <summary>Refuses a field of a struct for its value.</summary>
    internal Status RefuseField(string name, string field, double value, string why, int row = -1, string what = "")
    {
        using (_lock.Hold()) return InRow(_error.Fail(Status.InvalidArgument, $"{name}.{field}: {value} {why}"), row, what);
    }

    /// <summary>Refuses a text field that is NULL or empty.</summary>
    internal Status RefuseText(string name, string field, int row = -1, string what = "")
    {
        using (_lock.Hold()) return InRow(_error.Fail(Status.InvalidArgument, $"{name}.{field}: NULL or empty"), row, what);
    }

    /// <summary>Refuses a struct that is not there.</summary>
    internal Status RefuseNull(string name)
    {
        using (_lock.Hold()) return _error.Fail(Status.InvalidArgument, $"{name}: NULL");
    }

    /// <summary>Refuses a struct for its size.</summary>
    internal Status RefuseSize(string name, uint size, int row = -1, string what = "")
    {
        using (_lock.Hold()) return InRow(_error.Fail(Status.InvalidArgument, $"{name}.struct_size: {size} is no size of this struct; set it to its sizeof"), row, what);
    }

    /// <summary>Refuses one of many edits, which could not be read.</summary>
    internal Status RefuseEdit(int index, string sentence)
    {
        using (_lock.Hold()) return _error.Within("edit", index, _error.FailText(Status.InvalidArgument, sentence));
    }

    private Status InRow(Status status, int row, string what) => row < 0 ? status : _error.Within(what, row, status);
}
