# SPDX-License-Identifier: GPL-3.0-or-later
# Packs the Lambda function with all that it needs of this system: its loader, its libraries, Qt's TLS plugin, the
# libraries by which names are looked up, and the authorities that it trusts.
#
#   cmake -DPROGRAM=… -DBOOTSTRAP=… -DPLUGINS=… -DSTRIP=… -DWORK=FOLDER -DTO=FILE.zip -P LambdaZip.cmake
#
# PLUGINS: the folder of Qt's plugins; WORK is made anew.
cmake_minimum_required(VERSION 3.25)

set(tls "${PLUGINS}/tls/libqopensslbackend.so")
if(NOT EXISTS "${tls}")
    message(FATAL_ERROR "Qt's TLS plugin is missing: ${tls}")
endif()
set(authorities /etc/ssl/certs/ca-certificates.crt)
if(NOT EXISTS ${authorities})
    message(FATAL_ERROR "The list of authorities is missing: ${authorities} (Debian package ca-certificates).")
endif()
file(GET_RUNTIME_DEPENDENCIES RESOLVED_DEPENDENCIES_VAR libraries UNRESOLVED_DEPENDENCIES_VAR missing
    EXECUTABLES "${PROGRAM}" MODULES "${tls}")
if(missing)
    message(FATAL_ERROR "Libraries are missing: ${missing}")
endif()
# Taken when they are needed, so nothing is linked with them: the TLS library by Qt, the others by glibc.
list(FILTER libraries INCLUDE REGEX "^/")
set(folders ${libraries})
list(TRANSFORM folders REPLACE "/[^/]*$" "")
list(REMOVE_DUPLICATES folders)
foreach(name libssl.so.3 libcrypto.so.3 libnss_dns.so.2 libnss_files.so.2 libresolv.so.2)
    find_file(found NAMES ${name} PATHS ${folders} NO_DEFAULT_PATH NO_CACHE REQUIRED)
    list(APPEND libraries "${found}")
    unset(found)
endforeach()
list(REMOVE_DUPLICATES libraries)

file(REMOVE_RECURSE "${WORK}")
file(MAKE_DIRECTORY "${WORK}/lib" "${WORK}/bin" "${WORK}/plugins/tls")
foreach(library IN LISTS libraries)
    get_filename_component(name "${library}" NAME)
    get_filename_component(real "${library}" REALPATH)
    configure_file("${real}" "${WORK}/lib/${name}" COPYONLY)
endforeach()
if(NOT EXISTS "${WORK}/lib/ld-linux-x86-64.so.2")
    get_filename_component(loader /lib64/ld-linux-x86-64.so.2 REALPATH)
    configure_file("${loader}" "${WORK}/lib/ld-linux-x86-64.so.2" COPYONLY)
endif()
configure_file("${tls}" "${WORK}/plugins/tls/libqopensslbackend.so" COPYONLY)
configure_file("${PROGRAM}" "${WORK}/bin/confab-lambda" COPYONLY)
configure_file("${BOOTSTRAP}" "${WORK}/bootstrap" COPYONLY)
configure_file(${authorities} "${WORK}/ca-certificates.crt" COPYONLY)
execute_process(COMMAND "${STRIP}" "${WORK}/bin/confab-lambda" "${WORK}/bootstrap" COMMAND_ERROR_IS_FATAL ANY)

file(GLOB names RELATIVE "${WORK}" "${WORK}/*")
list(SORT names)
file(REMOVE "${TO}")
execute_process(COMMAND "${CMAKE_COMMAND}" -E tar cf "${TO}" --format=zip ${names}
    WORKING_DIRECTORY "${WORK}" COMMAND_ERROR_IS_FATAL ANY)
file(SIZE "${TO}" bytes)
math(EXPR mebibytes "${bytes} / 1048576")
# Lambda takes no more by an upload (Lambda quotas: deployment package, zipped).
if(bytes GREATER 52428800)
    message(FATAL_ERROR "${TO} has ${mebibytes} MiB; Lambda takes 50.")
endif()
message(STATUS "${TO}: ${mebibytes} MiB")
