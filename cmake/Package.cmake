# cpack: a .deb and a .tar.gz of what it takes to use the program (component `runtime`). The same commit gives the same
# bytes: times are those of the commit, which SOURCE_DATE_EPOCH says, or else git.
set(PLACER_MAINTAINER "The placer maintainers <maintainers@placer.invalid>" CACHE STRING "Whom the .deb names")

set(epoch $ENV{SOURCE_DATE_EPOCH})
if(NOT epoch)
  find_package(Git QUIET)
  if(Git_FOUND)
    execute_process(COMMAND ${GIT_EXECUTABLE} log -1 --format=%ct WORKING_DIRECTORY ${PROJECT_SOURCE_DIR}
                    OUTPUT_VARIABLE epoch OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
  endif()
endif()
if(epoch)
  set(ENV{SOURCE_DATE_EPOCH} ${epoch})
endif()
string(TIMESTAMP PLACER_COMMIT_DATE "%a, %d %b %Y %H:%M:%S +0000" UTC)
configure_file(packaging/changelog.in changelog @ONLY)
configure_file(packaging/cpack.cmake.in cpack.cmake @ONLY)

set(CPACK_GENERATOR DEB TGZ)
set(CPACK_PACKAGE_VENDOR "The placer maintainers")
set(CPACK_PACKAGE_CONTACT "${PLACER_MAINTAINER}")
set(CPACK_PACKAGE_DIRECTORY ${PROJECT_BINARY_DIR}/packages)
set(CPACK_PACKAGE_FILE_NAME "placer-${PROJECT_VERSION}-${CMAKE_SYSTEM_NAME}-${CMAKE_SYSTEM_PROCESSOR}")
string(TOLOWER "${CPACK_PACKAGE_FILE_NAME}" CPACK_PACKAGE_FILE_NAME)
set(CPACK_INSTALL_CMAKE_PROJECTS "${PROJECT_BINARY_DIR};placer;runtime;/")
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ
                                                WORLD_EXECUTE)
set(CPACK_STRIP_FILES ON)
set(CPACK_PROJECT_CONFIG_FILE ${PROJECT_BINARY_DIR}/cpack.cmake)
set(CPACK_PLACER_BUILD ${PROJECT_BINARY_DIR})
set(CPACK_PRE_BUILD_SCRIPTS ${PROJECT_SOURCE_DIR}/packaging/debian.cmake)
set(CPACK_POST_BUILD_SCRIPTS ${PROJECT_SOURCE_DIR}/packaging/archive.cmake)

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
    "placer reads what a workload needs, from a short file of its own or from
deployment manifests that exist, holds it against dated and sourced limits of
AWS Lambda, Google Cloud Run, Kubernetes, Amazon ECS and others, and prints the
recommended platform with reasons and numbers, what stands in the way
elsewhere, and what it does not know. As a gate it fails a pipeline where a
manifest breaks a limit.")
# What is not linked statically is asked of the system.
if(PLACER_STATIC_LINK MATCHES "^-static(-pie)?$")
  set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS OFF)
else()
  set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
endif()
include(CPack)
