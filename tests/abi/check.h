/* What the hosts share: a condition that does not hold ends the program with status 1 and says where. */
#ifndef CHECK_H
#define CHECK_H

#include "seamline.h"

#include <stdio.h>
#include <stdlib.h>

#define CHECK(condition)                                                                 \
    do {                                                                                 \
        if (!(condition)) {                                                              \
            fprintf(stderr, "%s:%d: %s does not hold\n", __FILE__, __LINE__, #condition); \
            exit(1);                                                                     \
        }                                                                                \
    } while (0)

#define EXPECT(status, call)                                                                          \
    do {                                                                                              \
        int32_t got_ = (call);                                                                        \
        if (got_ != (status)) {                                                                       \
            fprintf(stderr, "%s:%d: %s gave %d, not %d\n", __FILE__, __LINE__, #call, (int)got_, (int)(status)); \
            exit(1);                                                                                  \
        }                                                                                             \
    } while (0)

#define OK(call) EXPECT(SEAM_OK, call)

#endif
