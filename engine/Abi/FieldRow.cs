namespace Seamline.Abi;

/// <summary>A struct that a caller has handed over, alone or in an array, of which a field is refused: "seam_track.stereo_mode: 7 is unknown".</summary>
/// <param name="engine">Keeps the sentence.</param>
/// <param name="name">The struct.</param>
/// <param name="row">Its index in the array; -1 where it stands alone.</param>
/// <param name="what">What stands at the index.</param>
internal readonly ref struct FieldRow(Engine engine, string name, int row = -1, string what = "")
{
    /// <summary>Refuses a field for its value.</summary>
    public Status Refuse(string field, double value, string why) => engine.RefuseField(name, field, value, why, row, what);

    /// <summary>Refuses a text that is NULL or empty.</summary>
    public Status Missing(string field) => engine.RefuseText(name, field, row, what);
}
