/*
 * What code compiled by Microsoft's compiler expects of its static runtime, over the ucrtbase.dll that every Windows 10 has: so that the
 * .NET runtime's objects link without Microsoft's SDK, and the result needs no redistributable. Compiled by mingw's gcc, once for the
 * library (-DDLL) and once for programs. A name that a new .NET SDK adds stops the link, and the linker says which.
 */
typedef unsigned char u8;
typedef unsigned int u32;
typedef unsigned long long u64;
typedef void (*action)(void);
typedef int (*question)(void);

#define IMPORT __declspec(dllimport)
#define AT(name) __attribute__((section(name), used))

typedef struct {
    void *first, *last, *end;
} onexit_table;

IMPORT int _initialize_onexit_table(onexit_table *);
IMPORT int _register_onexit_function(onexit_table *, question);
IMPORT int _execute_onexit_table(onexit_table *);
IMPORT void *malloc(u64);
IMPORT void free(void *);
IMPORT void GetSystemTimeAsFileTime(u64 *);
IMPORT int QueryPerformanceCounter(u64 *);
IMPORT u32 GetCurrentProcessId(void);
IMPORT u32 GetCurrentThreadId(void);

/* ---- operators of C++; link.sh gives them their mangled names ---- */

const u8 seamline_nothrow = 0;

void *seamline_new_nothrow(u64 bytes, const void *tag)
{
    (void)tag;
    return malloc(bytes != 0 ? bytes : 1);
}

void seamline_delete(void *block) { free(block); }

void seamline_delete_sized(void *block, u64 bytes)
{
    (void)bytes;
    free(block);
}

/* ---- checks; each failure ends the process at once, by the code that Windows has for it (winnt.h, FAST_FAIL_...) ---- */

static const u32 stack_cookie_failure = 2, invalid_call = 7, range_failure = 8;

static __attribute__((noreturn)) void fail(u32 code)
{
    __asm__ volatile("int $0x29" : : "c"(code));
    __builtin_unreachable();
}

static const u64 default_cookie = 0x00002B992DDFA232ULL;
u64 __security_cookie = 0x00002B992DDFA232ULL;

void __report_rangecheckfailure(void) { fail(range_failure); }
void _purecall(void) { fail(invalid_call); }
void seamline_cookie_failure(void) { fail(stack_cookie_failure); }

/* rcx is the cookie as the frame holds it; no other register may change. Its upper 16 bits are 0. */
__asm__(".text\n.globl __security_check_cookie\n.def __security_check_cookie; .scl 2; .type 32; .endef\n"
        "__security_check_cookie:\n"
        "  cmpq __security_cookie(%rip), %rcx\n  jne 1f\n  rolq $16, %rcx\n  testw $-1, %cx\n  jne 2f\n  ret\n"
        "2: rorq $16, %rcx\n1: jmp seamline_cookie_failure\n");

/* The handler's data in an unwind record: where the cookie lies, and in functions that align their frame, where that begins. */
struct guard_data {
    u32 offset_and_flags;
    int aligned_base, alignment;
};

struct dispatcher_context {
    u64 control, image_base;
    const u32 *function; /* begin, end, unwind record, relative to the image */
    u64 establisher_frame, target;
    void *context, *handler;
    const struct guard_data *data;
};

static const u32 has_alignment = 4, flags = 7;

/* Asked for each frame with a cookie that an exception passes: the cookie must be whole before the frame is left. Continues the search. */
int __GSHandlerCheck(void *record, u64 frame, void *context, const struct dispatcher_context *dispatch)
{
    const struct guard_data *data = dispatch->data;
    const u8 *unwind = (const u8 *)(dispatch->image_base + dispatch->function[2]);
    u64 base = frame, cookie;
    (void)record;
    (void)context;
    if (data->offset_and_flags & has_alignment) base = (frame + (u64)(long long)data->aligned_base) & (u64)-(long long)data->alignment;
    cookie = *(const u64 *)(base + (u64)(long long)(int)(data->offset_and_flags & ~flags));
    cookie ^= frame + (unwind[3] & 0xF0u); /* what the prologue mixed in: rsp, or the frame register, which may lie above it */
    if (cookie != __security_cookie) seamline_cookie_failure();
    return 1;
}

/* Touches the pages of a frame of rax bytes, one after the other; changes r10 and r11 alone. */
__asm__(".text\n.globl __chkstk\n.def __chkstk; .scl 2; .type 32; .endef\n"
        "__chkstk:\n"
        "  subq $16, %rsp\n  movq %r10, (%rsp)\n  movq %r11, 8(%rsp)\n"
        "  xorq %r11, %r11\n  leaq 24(%rsp), %r10\n  subq %rax, %r10\n  cmovbq %r11, %r10\n"
        "  movq %gs:16, %r11\n  cmpq %r11, %r10\n  jae 2f\n  andw $0xF000, %r10w\n"
        "1: leaq -4096(%r11), %r11\n  movb $0, (%r11)\n  cmpq %r11, %r10\n  jne 1b\n"
        "2: movq (%rsp), %r10\n  movq 8(%rsp), %r11\n  addq $16, %rsp\n  ret\n");

/* Control flow guard is not on in this build: a guarded call is a call. */
__asm__(".text\n.globl seamline_unguarded\n.def seamline_unguarded; .scl 2; .type 32; .endef\nseamline_unguarded:\n  jmp *%rax\n");
extern void seamline_unguarded(void);
void *const __guard_dispatch_icall_fptr = (void *)seamline_unguarded;

int _fltused = 0x9875;
int __isa_available = 2; /* SSE4.2: what asks looks for no more than the runtime's own checks assure */

/* ---- thread-local storage ---- */

u32 _tls_index;
AT(".tls") u64 _tls_start = 0;
AT(".tls$ZZZ") u64 _tls_end = 0;
AT(".tls$AAA") u8 __tls_guard = 0;

typedef void (*thread_action)(void *, u32, void *);
void __dyn_tls_init(void *module, u32 reason, void *reserved);

/* The linker sorts these sections by name: what lies between A and Z is called. */
AT(".CRT$XLA") thread_action seamline_thread_first = 0;
AT(".CRT$XLC") thread_action seamline_thread_init = __dyn_tls_init;
AT(".CRT$XLZ") thread_action seamline_thread_last = 0;
AT(".CRT$XDA") action seamline_dynamic_first = 0;
AT(".CRT$XDZ") action seamline_dynamic_last = 0;
AT(".CRT$XIA") question seamline_c_first = 0;
AT(".CRT$XIZ") question seamline_c_last = 0;
AT(".CRT$XCA") action seamline_cpp_first = 0;
AT(".CRT$XCZ") action seamline_cpp_last = 0;
AT(".CRT$XPA") action seamline_before_end_first = 0;
AT(".CRT$XPZ") action seamline_before_end_last = 0;
AT(".CRT$XTA") action seamline_end_first = 0;
AT(".CRT$XTZ") action seamline_end_last = 0;

struct tls_directory {
    void *start, *end;
    u32 *index;
    void *callbacks;
    u32 zero_fill, characteristics;
};

const struct tls_directory _tls_used AT(".rdata$T") = {&_tls_start, &_tls_end, &_tls_index, &seamline_thread_first + 1, 0, 0x00400000};

static u8 *guard_of_this_thread(void)
{
    u8 *guard;
    __asm__("movl _tls_index(%%rip), %%ecx\n\tmovq %%gs:0x58, %0\n\tmovq (%0,%%rcx,8), %0\n\tleaq __tls_guard@SECREL32(%0), %0" : "=&r"(guard) : : "rcx");
    return guard;
}

void __dyn_tls_on_demand_init(void)
{
    u8 *guard = guard_of_this_thread();
    if (*guard) return;
    *guard = 1;
    for (action *each = &seamline_dynamic_first + 1; each < &seamline_dynamic_last; each++) {
        if (*each) (*each)();
    }
}

static const u32 process_end = 0, process_start = 1, thread_start = 2;

void __dyn_tls_init(void *module, u32 reason, void *reserved)
{
    (void)module;
    (void)reserved;
    if (reason == thread_start) __dyn_tls_on_demand_init();
}

/* ---- start and end ---- */

static onexit_table at_end;

int atexit(action what) { return _register_onexit_function(&at_end, (question)what); }

static void choose_cookie(void)
{
    u64 time, counter;
    if (__security_cookie != default_cookie) return;
    GetSystemTimeAsFileTime(&time);
    QueryPerformanceCounter(&counter);
    time ^= counter << 32 ^ counter ^ (u64)GetCurrentProcessId() << 16 ^ GetCurrentThreadId() ^ (u64)&counter;
    time &= 0x0000FFFFFFFFFFFFULL;
    __security_cookie = time == 0 || time == default_cookie ? default_cookie + 1 : time;
}

static int initialise(void)
{
    _initialize_onexit_table(&at_end);
    __dyn_tls_on_demand_init();
    for (question *each = &seamline_c_first + 1; each < &seamline_c_last; each++) {
        int error = *each ? (*each)() : 0;
        if (error) return error;
    }
    for (action *each = &seamline_cpp_first + 1; each < &seamline_cpp_last; each++) {
        if (*each) (*each)();
    }
    return 0;
}

#ifdef DLL
int DllMain(void *module, u32 reason, void *reserved);
void seamline_say_hindrance(void);

IMPORT int GetModuleHandleExW(u32, const void *, void **);
static const u32 pinned_by_address = 1 | 4;

/* Nothing here has a cookie of its own when it is chosen: gcc compiles this without. */
int _DllMainCRTStartup(void *module, u32 reason, void *reserved)
{
    int ok;
    if (reason == process_start) {
        void *self;
        choose_cookie();
        /* FreeLibrary leaves it mapped: the runtime's threads, and the ends of threads that called into it, still run its code. */
        GetModuleHandleExW(pinned_by_address, (const void *)_DllMainCRTStartup, &self);
        seamline_say_hindrance();
        if (initialise()) return 0;
    }
    ok = DllMain(module, reason, reserved);
    if (reason == process_end) _execute_onexit_table(&at_end);
    return ok;
}
#else
typedef unsigned short wide;
int wmain(int, wide **);
IMPORT int _configure_wide_argv(int);
IMPORT int _initialize_wide_environment(void);
IMPORT int *__p___argc(void);
IMPORT wide ***__p___wargv(void);
IMPORT __attribute__((noreturn)) void exit(int);

void wmainCRTStartup(void)
{
    int result;
    (void)process_end;
    (void)process_start;
    choose_cookie();
    if (initialise()) exit(255);
    _configure_wide_argv(1);
    _initialize_wide_environment();
    result = wmain(*__p___argc(), *__p___wargv());
    _execute_onexit_table(&at_end);
    exit(result);
}
#endif
