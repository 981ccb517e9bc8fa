# SPDX-License-Identifier: GPL-3.0-or-later
# One place for what every target shares: language level, warnings, sanitizers, and the two functions that declare a
# module (a static library with an include directory of its own) and a test.

include(CTest)

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_AUTOMOC ON)
# moc reads headers alone: a module need not wait until those that it links are compiled.
set(CMAKE_AUTOGEN_ORIGIN_DEPENDS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)

option(CONFAB_WARNINGS_AS_ERRORS "Treat compiler warnings as errors" ON)
set(CONFAB_SANITIZE "" CACHE STRING "Value for -fsanitize=, e.g. address,undefined")
option(CONFAB_COVERAGE "Instrument for gcovr" OFF)
option(CONFAB_FUZZ "Build the fuzz targets alone; takes clang" OFF)
# For tests/abuse/mutate.sh alone: CONFAB_OFF=NAME in the environment then switches off that defence.
option(CONFAB_MUTATIONS "Let the environment switch off defences; never for what people run" OFF)
# Without it each file must include by itself what it uses: a build with OFF shows an include that is missing.
option(CONFAB_PRECOMPILE "Precompile the headers that cost most; halves the time of a build" ON)
# A whole build takes a third of the time; a file that changes takes those beside it along.
option(CONFAB_UNITY "Compile the sources of a module a dozen at a time" OFF)
# A test's own code runs once: with the sanitizers, optimising it takes minutes and gives seconds.
option(CONFAB_TESTS_UNOPTIMISED "Compile what lies in tests/ without optimisation" OFF)

find_package(Qt6 6.4 REQUIRED COMPONENTS Core Network WebSockets Sql Gui Widgets Svg LinguistTools)
if(BUILD_TESTING)
    find_package(Qt6 6.4 REQUIRED COMPONENTS Test)
endif()
find_package(OpenSSL 3 REQUIRED)
find_package(QuaZip-Qt6 REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)

# moc reads for each file all that it includes, half a second where Qt's own headers are among it, and needs nothing of
# them: it is given the project's folders alone.
get_target_property(moc Qt6::moc LOCATION)
if(UNIX AND moc)
    set(CONFAB_MOC ${CMAKE_BINARY_DIR}/moc)
    configure_file(${CMAKE_CURRENT_LIST_DIR}/moc.sh.in ${CONFAB_MOC} @ONLY
        FILE_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE)
endif()

# The fast linker is used where it is there; nothing depends on it. No compiler cache is: beside precompiled headers it
# reads half a gigabyte for each file, which made a build take several times as long.
find_program(CONFAB_MOLD mold)
if(CONFAB_MOLD)
    add_link_options(-fuse-ld=mold)
endif()

add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual)
if(CONFAB_WARNINGS_AS_ERRORS)
    add_compile_options(-Werror)
endif()
add_compile_definitions(QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_FOREACH QT_STRICT_ITERATORS
                        CONFAB_VERSION="${PROJECT_VERSION}")
if(CONFAB_SANITIZE)
    add_compile_options(-fsanitize=${CONFAB_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    if(CONFAB_SANITIZE MATCHES "address.*undefined")
        # A third of what is compiled were these two; an access through null the address sanitizer sees by itself, and to
        # this processor every address is aligned.
        add_compile_options(-fno-sanitize=null,alignment)
    endif()
    add_link_options(-fsanitize=${CONFAB_SANITIZE})
    # GCC's manual: the sanitizers' instrumentation makes this one warn of what is not there.
    add_compile_options($<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
endif()
if(CONFAB_MUTATIONS)
    add_compile_definitions(CONFAB_MUTATIONS)
endif()
if(CONFAB_FUZZ)
    add_compile_options(-fsanitize=fuzzer-no-link)
endif()
if(CONFAB_COVERAGE)
    add_compile_options(--coverage)
    add_link_options(--coverage)
endif()

# confab_precompile(<target> HEADERS <header>…) makes precompiled headers; confab_precompile(<target> FROM <other>) uses
# those of another target. The list of frames costs five seconds in every file that reads it, Qt's widgets three:
# confab_protocol makes the first for everybody, confab_ui both for whoever has windows.
function(confab_precompile target)
    cmake_parse_arguments(ARG "" "FROM" "HEADERS" ${ARGN})
    if(NOT CONFAB_PRECOMPILE)
        return()
    elseif(ARG_FROM AND TARGET confab_test_headers)
        # Without Qt's widgets: so few are compiled with them that they would not pay for headers of their own.
        target_precompile_headers(${target} REUSE_FROM confab_test_headers)
    elseif(ARG_FROM)
        target_precompile_headers(${target} REUSE_FROM ${ARG_FROM})
    else()
        target_precompile_headers(${target} PRIVATE ${ARG_HEADERS})
    endif()
endfunction()

# confab_moc(<target>) its moc is the quick one.
function(confab_moc target)
    if(CONFAB_MOC)
        set_target_properties(${target} PROPERTIES AUTOMOC_EXECUTABLE ${CONFAB_MOC})
    endif()
endfunction()

# confab_no_moc(<target>…) for those that have no QObject of their own: moc would read all that they include, and an empty
# file be compiled.
function(confab_no_moc)
    set_target_properties(${ARGN} PROPERTIES AUTOMOC OFF)
endfunction()

# confab_unite(<target> [<files at a time>]) its files are compiled a dozen at a time, with CONFAB_UNITY.
function(confab_unite target)
    set(batch 12)
    if(ARGC GREATER 1)
        set(batch ${ARGV1})
    endif()
    if(CONFAB_UNITY)
        set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE ${batch})
    endif()
endfunction()

# confab_module(NAME <target> SOURCES … PUBLIC <linked libraries>… PRIVATE …)
# Headers other modules may see lie in <dir>/include; a module that is not linked is not found by the compiler.
function(confab_module)
    cmake_parse_arguments(ARG "" "NAME" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
    file(GLOB_RECURSE headers CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/include/*.h)
    add_library(${ARG_NAME} STATIC ${ARG_SOURCES} ${headers})
    target_include_directories(${ARG_NAME} PUBLIC ${CMAKE_CURRENT_SOURCE_DIR}/include
                                           PRIVATE ${CMAKE_CURRENT_SOURCE_DIR}/src)
    target_link_libraries(${ARG_NAME} PUBLIC ${ARG_PUBLIC} PRIVATE ${ARG_PRIVATE})
    confab_unite(${ARG_NAME})
    confab_moc(${ARG_NAME})
endfunction()

# confab_test_program(NAME <x_tests> LINK … [INCLUDE <folder>…] [DEFINE NAME=value…]) a program for the tests of a folder:
# what their headers cost is paid for some at a time, not for each. With CONFAB_UNITY, files of one program may not have
# helpers of the same name in their unnamed namespaces.
function(confab_test_program)
    cmake_parse_arguments(ARG "" "NAME" "LINK;INCLUDE;DEFINE" ${ARGN})
    add_executable(${ARG_NAME} ${PROJECT_SOURCE_DIR}/tests/support/test_program.cpp)
    target_include_directories(${ARG_NAME} PRIVATE ${CMAKE_CURRENT_SOURCE_DIR} ${PROJECT_SOURCE_DIR}/tests/support
                                                   ${ARG_INCLUDE})
    target_compile_definitions(${ARG_NAME} PRIVATE ${ARG_DEFINE})
    confab_links_tests(${ARG_NAME} ${ARG_LINK})
    confab_unite(${ARG_NAME} 7)
    if(CONFAB_UNITY)
        # It takes the files for headers.
        target_compile_options(${ARG_NAME} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>)
    endif()
endfunction()

# What every program of tests links, and the precompiled headers that go with it.
function(confab_links_tests target)
    target_link_libraries(${target} PRIVATE ${ARGN} Qt6::Test)
    if("confab_ui" IN_LIST ARGN)
        confab_precompile(${target} FROM confab_ui)
    elseif(NOT ARGN STREQUAL "Qt6::Core")
        confab_precompile(${target} FROM confab_protocol)
    endif()
    confab_moc(${target})
    # What moc writes is included by the tests themselves; what is left of it is all but empty.
    set_source_files_properties(${CMAKE_CURRENT_BINARY_DIR}/${target}_autogen/mocs_compilation.cpp
        PROPERTIES SKIP_PRECOMPILE_HEADERS ON)
    set_target_properties(${target} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
endfunction()

# confab_test(NAME <tst_x> LABELS … SOURCES … IN <x_tests>) one test of such a program: one ctest entry, offscreen, run
# beside others. One with a main() of its own says LINK … in place of IN, and is a program by itself.
function(confab_test)
    cmake_parse_arguments(ARG "" "NAME;TIMEOUT;IN" "LABELS;SOURCES;LINK" ${ARGN})
    if(NOT ARG_TIMEOUT)
        set(ARG_TIMEOUT 300)
    endif()
    if(NOT ARG_SOURCES)
        set(ARG_SOURCES ${ARG_NAME}.cpp)
    endif()
    if(ARG_IN)
        target_sources(${ARG_IN} PRIVATE ${ARG_SOURCES})
        add_test(NAME ${ARG_NAME} COMMAND ${ARG_IN} ${ARG_NAME})
    else()
        add_executable(${ARG_NAME} ${ARG_SOURCES})
        confab_links_tests(${ARG_NAME} ${ARG_LINK})
        add_test(NAME ${ARG_NAME} COMMAND ${ARG_NAME})
    endif()
    set_tests_properties(${ARG_NAME} PROPERTIES LABELS "${ARG_LABELS}" TIMEOUT ${ARG_TIMEOUT}
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8;TZ=UTC")
endfunction()
