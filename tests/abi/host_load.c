/*
 * What it takes to have the library ready, for a program that counts instructions (valgrind --tool=callgrind
 * --toggle-collect=make_ready): it is loaded, all its symbols are bound, its runtime starts, an engine is made.
 *   host_load LIBRARY
 */
#define _GNU_SOURCE
#include "check.h"

#include <dlfcn.h>
#include <string.h>

typedef seam_status config_default(seam_config *config);
typedef seam_status create(const seam_config *config, seam_engine **engine);
typedef seam_status destroy(seam_engine *engine);

static void *library;
static seam_engine *engine;

static void *symbol(const char *name)
{
    void *found = dlsym(library, name);
    CHECK(found != NULL);
    return found;
}

__attribute__((noinline)) void make_ready(const char *path)
{
    seam_config config;
    config_default *set_default;
    create *make;
    void *found;
    library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    CHECK(library != NULL);
    memset(&config, 0, sizeof config);
    config.struct_size = sizeof config;
    found = symbol("seam_config_default");
    memcpy(&set_default, &found, sizeof found);
    CHECK(set_default(&config) == SEAM_OK);
    config.loader_threads = 1;
    found = symbol("seam_create");
    memcpy(&make, &found, sizeof found);
    CHECK(make(&config, &engine) == SEAM_OK);
}

int main(int count, char **arguments)
{
    destroy *end;
    void *found;
    CHECK(count == 2);
    make_ready(arguments[1]);
    found = symbol("seam_destroy");
    memcpy(&end, &found, sizeof found);
    CHECK(end(engine) == SEAM_OK);
    return 0;
}
