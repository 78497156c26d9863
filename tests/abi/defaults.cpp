/* The defaults of C and of C++ are the same bytes: those of seam_NAME_default where there is one, else zeros. Prints each struct's name. */
#include "seamline.hpp"

#include <cstdio>
#include <cstring>

template <class Cpp, class C>
static bool same(const char *name, seam_status (*fill)(C *))
{
    static_assert(sizeof(Cpp) == sizeof(C), "the struct of C");
    C expected;
    std::memset(&expected, 0, sizeof expected);
    if (fill) std::memset(&expected, 0x5A, sizeof expected);
    expected.struct_size = sizeof expected;
    if (fill && fill(&expected) != SEAM_OK) return std::printf("%s: refused\n", name), false;
    const Cpp made;
    C got;
    std::memcpy(&got, static_cast<const C *>(&made), sizeof got);
    const bool equal = std::memcmp(&got, &expected, sizeof got) == 0;
    std::printf("%s%s\n", name, equal ? "" : ": C++ has other defaults");
    return equal;
}

template <class Cpp, class C>
static bool zeros(const char *name)
{
    return same<Cpp, C>(name, static_cast<seam_status (*)(C *)>(nullptr));
}

#define SAME(cpp, c) all = same<seam::cpp, seam_##c>("seam_" #c, seam_##c##_default) && all
#define ZEROS(cpp, c) all = zeros<seam::cpp, seam_##c>("seam_" #c) && all

int main()
{
    bool all = true;
    SAME(Config, config);
    SAME(Track, track);
    SAME(Segment, segment);
    SAME(Item, item);
    SAME(Ducking, ducking);
    SAME(RoomTone, room_tone);
    SAME(Output, output);
    SAME(Master, master);
    SAME(SilenceOptions, silence_options);
    SAME(OfflineOptions, offline_options);
    SAME(Export, export);
    SAME(FileExport, file_export);
    SAME(PeaksView, peaks_view);
    ZEROS(Mix, mix);
    ZEROS(Range, range);
    ZEROS(EditRange, edit_range);
    ZEROS(Edit, edit);
    ZEROS(Lane, lane);
    ZEROS(EnvelopePoint, envelope_point);
    ZEROS(Tag, tag);
    ZEROS(Chapter, chapter);
    return all ? 0 : 1;
}
