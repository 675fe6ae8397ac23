# Run by cpack over what it is about to pack: where Debian keeps things otherwise than `cmake --install` does.
if(NOT CPACK_GENERATOR STREQUAL DEB)
  return()
endif()
set(share ${CPACK_TEMPORARY_INSTALL_DIRECTORY}/usr/share)
file(MAKE_DIRECTORY ${share}/lintian/overrides)
file(RENAME ${share}/zsh/site-functions ${share}/zsh/vendor-completions)
file(REMOVE ${share}/doc/placer/LICENSE)  # `copyright` says where it stands
file(COPY_FILE ${CPACK_PLACER_BUILD}/changelog ${share}/doc/placer/changelog)
execute_process(COMMAND gzip -9n ${share}/doc/placer/changelog COMMAND_ERROR_IS_FATAL ANY)
file(COPY_FILE ${CMAKE_CURRENT_LIST_DIR}/lintian-overrides ${share}/lintian/overrides/placer)
