# Flags that every target of ours gets, and the two functions by which folders declare their library and their program.
find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE_PROGRAM})
endif()
find_program(MOLD_PROGRAM mold)
if(MOLD_PROGRAM AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  add_link_options(-fuse-ld=mold)
endif()

add_library(newshound_flags INTERFACE)
target_include_directories(newshound_flags INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_options(newshound_flags INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion)
# Errors where we build to test; who only runs it isn't stopped by what another compiler or -O3 thinks of it.
target_compile_options(newshound_flags INTERFACE $<$<CONFIG:None>:-Werror>)
# g++ 12 sees overlapping copies in std::string's operator+ that aren't there (GCC bug 105651).
target_compile_options(newshound_flags INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>)
target_compile_definitions(newshound_flags INTERFACE NEWSHOUND_VERSION="${PROJECT_VERSION}")

# newshound_library(name SOURCES … LINK …): one static library per folder.
function(newshound_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
  add_library(newshound_${name} STATIC ${ARG_SOURCES})
  target_link_libraries(newshound_${name} PRIVATE newshound_flags PUBLIC ${ARG_LINK})
endfunction()

# newshound_program(name MAIN … LINK …): a thin main over a library, installed into bin/.
function(newshound_program name)
  cmake_parse_arguments(ARG "" "" "MAIN;LINK" ${ARGN})
  add_executable(${name} ${ARG_MAIN})
  target_link_libraries(${name} PRIVATE newshound_flags newshound_allocator ${ARG_LINK})
  install(TARGETS ${name} RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endfunction()
