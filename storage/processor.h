// A function that is compiled twice, for any x86-64 and for one with AVX2 and an instruction that counts bits, and chosen when
// the program is loaded: for the few loops in which most time is spent. Both give the same to the last bit: there is no fused
// multiplication among those instructions. Not under sanitizers, which would run in the choosing before they are ready, and not
// with compilers that have no attribute for it.
#pragma once

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) && \
    !defined(__SANITIZE_THREAD__)
#define NEWSHOUND_BY_PROCESSOR __attribute__((target_clones("avx2", "default")))
#else
#define NEWSHOUND_BY_PROCESSOR
#endif
