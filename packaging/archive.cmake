# Run by cpack behind a package that it has made. Its .tar.gz has the files in the order of the directory and of the user that
# ran it: it is made again, sorted and of nobody, where tar can do that.
find_program(tar NAMES gtar tar)
execute_process(COMMAND ${tar} --version OUTPUT_VARIABLE version ERROR_QUIET)
if(NOT CPACK_GENERATOR STREQUAL TGZ OR NOT version MATCHES "GNU tar")
  return()
endif()
foreach(package IN LISTS CPACK_PACKAGE_FILES)
  string(REGEX REPLACE "[.]gz$" "" archive ${package})
  execute_process(
    COMMAND ${tar} --sort=name --mtime=@$ENV{SOURCE_DATE_EPOCH} --owner=0 --group=0 --numeric-owner --format=gnu
            -cf ${archive} ${CPACK_PACKAGE_FILE_NAME}
    WORKING_DIRECTORY ${CPACK_TOPLEVEL_DIRECTORY} COMMAND_ERROR_IS_FATAL ANY)
  execute_process(COMMAND gzip -9nf ${archive} COMMAND_ERROR_IS_FATAL ANY)
endforeach()
