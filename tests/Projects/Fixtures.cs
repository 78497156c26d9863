namespace Seamline.Tests.Projects;

/// <summary>Hand-made timelines in the manner of tools that write them.</summary>
internal static class Fixtures
{
    /// <summary>As OpenTimelineIO before 0.15 wrote: Clip.1, integer rates, no names on references.</summary>
    public const string Old = """
        {
            "OTIO_SCHEMA": "Timeline.1",
            "metadata": {"studio": {"show": "Nachtflug", "episode": 12.50}},
            "name": "episode twelve",
            "tracks": {
                "OTIO_SCHEMA": "Stack.1",
                "children": [
                    {
                        "OTIO_SCHEMA": "Sequence.1",
                        "children": [
                            {
                                "OTIO_SCHEMA": "Clip.1",
                                "effects": [],
                                "markers": [{"OTIO_SCHEMA": "Marker.2", "name": "cough", "color": "RED", "marked_range": null}],
                                "media_reference": {
                                    "OTIO_SCHEMA": "ExternalReference.1",
                                    "available_range": {
                                        "OTIO_SCHEMA": "TimeRange.1",
                                        "duration": {"OTIO_SCHEMA": "RationalTime.1", "rate": 24, "value": 2400},
                                        "start_time": {"OTIO_SCHEMA": "RationalTime.1", "rate": 24, "value": 86400}
                                    },
                                    "metadata": {"tape": "A001"},
                                    "name": null,
                                    "target_url": "takes/one.wav"
                                },
                                "metadata": {"vendor": {"take": 3}},
                                "name": "one",
                                "source_range": {
                                    "OTIO_SCHEMA": "TimeRange.1",
                                    "duration": {"OTIO_SCHEMA": "RationalTime.1", "rate": 24, "value": 48},
                                    "start_time": {"OTIO_SCHEMA": "RationalTime.1", "rate": 24, "value": 86424}
                                }
                            },
                            {
                                "OTIO_SCHEMA": "Filler.1",
                                "name": null,
                                "source_range": {
                                    "OTIO_SCHEMA": "TimeRange.1",
                                    "duration": {"OTIO_SCHEMA": "RationalTime.1", "rate": 24, "value": 12},
                                    "start_time": {"OTIO_SCHEMA": "RationalTime.1", "rate": 24, "value": 0}
                                }
                            },
                            {
                                "OTIO_SCHEMA": "Clip.1",
                                "media_reference": {
                                    "OTIO_SCHEMA": "ExternalReference.1",
                                    "available_range": {
                                        "OTIO_SCHEMA": "TimeRange.1",
                                        "duration": {"OTIO_SCHEMA": "RationalTime.1", "rate": 24, "value": 2400},
                                        "start_time": {"OTIO_SCHEMA": "RationalTime.1", "rate": 24, "value": 86400}
                                    },
                                    "target_url": "takes/one.wav"
                                },
                                "name": "whole",
                                "source_range": null
                            }
                        ],
                        "kind": "Audio",
                        "name": "dialogue",
                        "source_range": null
                    }
                ],
                "name": "tracks"
            }
        }
        """;

    /// <summary>As DaVinci Resolve exports: linked picture and sound, time of day, standard effects at their defaults.</summary>
    public const string Resolve = """
        {
            "OTIO_SCHEMA": "Timeline.1",
            "metadata": {"Resolve_OTIO": {"Resolve OTIO Meta Version": "1.0"}},
            "name": "Timeline 1",
            "global_start_time": {"OTIO_SCHEMA": "RationalTime.1", "rate": 25.0, "value": 90000.0},
            "tracks": {
                "OTIO_SCHEMA": "Stack.1", "metadata": {}, "name": "", "source_range": null, "effects": [], "markers": [], "enabled": true,
                "children": [
                    {
                        "OTIO_SCHEMA": "Track.1", "metadata": {"Resolve_OTIO": {"Locked": false}}, "name": "Video 1",
                        "source_range": null, "effects": [], "markers": [], "enabled": true, "kind": "Video",
                        "children": [
                            {"OTIO_SCHEMA": "Transition.1", "name": "picture only", "transition_type": "SMPTE_Dissolve"}
                        ]
                    },
                    {
                        "OTIO_SCHEMA": "Track.1", "metadata": {"Resolve_OTIO": {"Audio Type": "Stereo", "Locked": false, "SoloOn": false}},
                        "name": "Audio 1", "source_range": null, "effects": [], "markers": [], "enabled": true, "kind": "Audio",
                        "children": [
                            {
                                "OTIO_SCHEMA": "Clip.2",
                                "metadata": {"Resolve_OTIO": {"Channels": [{"Source Channel ID": 0, "Source Track ID": 0}], "Link Group ID": 1}},
                                "name": "talk.mov",
                                "source_range": {
                                    "OTIO_SCHEMA": "TimeRange.1",
                                    "duration": {"OTIO_SCHEMA": "RationalTime.1", "rate": 25.0, "value": 250.0},
                                    "start_time": {"OTIO_SCHEMA": "RationalTime.1", "rate": 25.0, "value": 900050.0}
                                },
                                "effects": [
                                    {
                                        "OTIO_SCHEMA": "Effect.1",
                                        "metadata": {"Resolve_OTIO": {"Effect Name": "Fairlight Clip Volume and Fades", "Enabled": true,
                                            "Name": "Volume", "Parameters": [], "Type": 62}},
                                        "name": "", "effect_name": "Resolve Effect"
                                    }
                                ],
                                "markers": [], "enabled": true,
                                "media_references": {
                                    "DEFAULT_MEDIA": {
                                        "OTIO_SCHEMA": "ExternalReference.1", "metadata": {}, "name": "talk.mov",
                                        "available_range": {
                                            "OTIO_SCHEMA": "TimeRange.1",
                                            "duration": {"OTIO_SCHEMA": "RationalTime.1", "rate": 25.0, "value": 5000.0},
                                            "start_time": {"OTIO_SCHEMA": "RationalTime.1", "rate": 25.0, "value": 900000.0}
                                        },
                                        "available_image_bounds": null,
                                        "target_url": "TALK_URL"
                                    },
                                    "proxy": {"OTIO_SCHEMA": "ExternalReference.1", "target_url": "proxy/talk%20small.mov"}
                                },
                                "active_media_reference_key": "DEFAULT_MEDIA"
                            },
                            {
                                "OTIO_SCHEMA": "Gap.1", "metadata": {}, "name": "",
                                "source_range": {
                                    "OTIO_SCHEMA": "TimeRange.1",
                                    "duration": {"OTIO_SCHEMA": "RationalTime.1", "rate": 25.0, "value": 5.0},
                                    "start_time": {"OTIO_SCHEMA": "RationalTime.1", "rate": 25.0, "value": 0.0}
                                },
                                "effects": [], "markers": [], "enabled": true
                            },
                            {
                                "OTIO_SCHEMA": "Clip.2", "metadata": {}, "name": "offline",
                                "source_range": {
                                    "OTIO_SCHEMA": "TimeRange.1",
                                    "duration": {"OTIO_SCHEMA": "RationalTime.1", "rate": 25.0, "value": 50.0},
                                    "start_time": {"OTIO_SCHEMA": "RationalTime.1", "rate": 25.0, "value": 25.0}
                                },
                                "effects": [], "markers": [], "enabled": false,
                                "media_references": {"DEFAULT_MEDIA": {"OTIO_SCHEMA": "MissingReference.1", "name": "", "available_range": null}},
                                "active_media_reference_key": "DEFAULT_MEDIA"
                            }
                        ]
                    }
                ]
            }
        }
        """;

    /// <summary>A trimmed stack in a trimmed track, with a nested track that is cut and plays twice as fast.</summary>
    public static string Nested { get; } = Track($$$"""
        {{{Clip()}}}, {"OTIO_SCHEMA": "Stack.1", "name": "compound", "enabled": true, {{{Range("source_range", "24000", "12000")}}},
            "markers": [{"OTIO_SCHEMA": "Marker.2", "name": "m", {{{Range("marked_range", "0", "13000")}}} }], "metadata": {"tool": {"id": 7}},
            "children": [
                {"OTIO_SCHEMA": "Track.1", "name": "in", "kind": "Audio", {{{Range("source_range", "96000", "24000")}}},
                    "effects": [{"OTIO_SCHEMA": "LinearTimeWarp.1", "name": "", "effect_name": "LinearTimeWarp", "time_scalar": 2.0}], "children": [
                    {{{Clip(", \"effects\": [{\"OTIO_SCHEMA\": \"LinearTimeWarp.1\", \"time_scalar\": 0.5}]")}}},
                    {"OTIO_SCHEMA": "Transition.1", "name": "x", "in_offset": {"OTIO_SCHEMA": "RationalTime.1", "rate": 48000, "value": 4800},
                        "out_offset": {"OTIO_SCHEMA": "RationalTime.1", "rate": 48000, "value": 2400}, "transition_type": "SMPTE_Dissolve"},
                    {{{Clip()}}}, {{{Clip()}}}] },
                {"OTIO_SCHEMA": "Track.1", "name": "two", "kind": "Audio", "children": [{{{Clip()}}}] },
                {"OTIO_SCHEMA": "Track.1", "name": "picture", "kind": "Video", "children": [{{{Clip()}}}] }] }
        """, trackFields: ", " + Range("source_range", "60000", "6000"));

    /// <summary>A timeline of one track around the items of a test.</summary>
    public static string Track(string items, string kind = "Audio", string more = "", string trackFields = "") => $$$"""
        {"OTIO_SCHEMA": "Timeline.1", "name": "t", "tracks": {"OTIO_SCHEMA": "Stack.1", "name": "tracks", "children": [
            {"OTIO_SCHEMA": "Track.1", "name": "A1", "kind": "{{{kind}}}"{{{trackFields}}}, "children": [{{{items}}}]}{{{more}}}]} }
        """;

    /// <summary>A clip of "a.wav", 1 s from 2 s, with further fields.</summary>
    public static string Clip(string fields = "", string reference = "", string range = "") => $$$"""
        {"OTIO_SCHEMA": "Clip.2", "name": "take", {{{(range.Length == 0 ? Range("source_range", "48000", "96000") : range)}}},
            "media_references": {"DEFAULT_MEDIA": {{{(reference.Length == 0 ? External("a.wav") : reference)}}} },
            "active_media_reference_key": "DEFAULT_MEDIA"{{{fields}}} }
        """;

    public static string External(string url) => $$$"""{"OTIO_SCHEMA": "ExternalReference.1", "target_url": "{{{url}}}"}""";

    public static string Range(string key, string duration, string start, string rate = "48000") => $$$"""
        "{{{key}}}": {"OTIO_SCHEMA": "TimeRange.1", "duration": {"OTIO_SCHEMA": "RationalTime.1", "rate": {{{rate}}}, "value": {{{duration}}} },
            "start_time": {"OTIO_SCHEMA": "RationalTime.1", "rate": {{{rate}}}, "value": {{{start}}} } }
        """;
}
