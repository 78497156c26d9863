/*
 * For a program that runs under valgrind 3.19 on a CPU without rdtscp, started with this library before it (LD_PRELOAD): libhwy, which
 * comes with FFmpeg's JPEG XL decoder, measures that instruction when it is loaded, whatever the CPU says. Nothing else uses the figure.
 */

/* hwy::platform::TimerResolution(): seconds a tick. */
double _ZN3hwy8platform15TimerResolutionEv(void);
double _ZN3hwy8platform15TimerResolutionEv(void) { return 1e-9; }
