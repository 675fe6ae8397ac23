# cmake --install: the program, the library with its headers and its package (find_package(placer) gives placer::placer),
# the rules as data for `--rules`, the documents, manual pages and completion. Nothing is installed where placer is a part of another project.
if(NOT PROJECT_IS_TOP_LEVEL)
  return()
endif()
include(CMakePackageConfigHelpers)

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/placer)
set(as_runtime COMPONENT runtime)
set(as_development COMPONENT development)
install(TARGETS placer_program EXPORT placerTargets ${as_runtime})
install(DIRECTORY rules DESTINATION ${CMAKE_INSTALL_DATADIR}/placer ${as_runtime})
# The documents lie to one another as they do here, so that links between them lead somewhere.
install(DIRECTORY docs examples DESTINATION ${CMAKE_INSTALL_DOCDIR} ${as_runtime})
install(FILES LICENSE README.md CHANGELOG.md CONTRIBUTING.md action.yml packaging/copyright DESTINATION ${CMAKE_INSTALL_DOCDIR} ${as_runtime})
cmake_path(RELATIVE_PATH CMAKE_INSTALL_FULL_DATADIR BASE_DIRECTORY ${CMAKE_INSTALL_FULL_DOCDIR} OUTPUT_VARIABLE to_data)
install(CODE "file(CREATE_LINK ${to_data}/placer/rules \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_DOCDIR}/rules\" SYMBOLIC)" ${as_runtime})

# Completion, where the shells look for it.
set(scripts src/cli/completion)
install(FILES ${scripts}/bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME placer ${as_runtime})
install(FILES ${scripts}/zsh DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions RENAME _placer ${as_runtime})
install(FILES ${scripts}/fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d RENAME placer.fish ${as_runtime})

# Manual pages are printed by the program, so that only a machine that can run it has them.
if(NOT CMAKE_CROSSCOMPILING AND NOT PLACER_SANITIZE)
  add_custom_command(OUTPUT manual.stamp
    COMMAND ${CMAKE_COMMAND} -DPROGRAM=$<TARGET_FILE:placer_program> -DOUT=${PROJECT_BINARY_DIR}/manual
            -P ${PROJECT_SOURCE_DIR}/cmake/Manual.cmake
    COMMAND ${CMAKE_COMMAND} -E touch manual.stamp
    DEPENDS placer_program cmake/Manual.cmake VERBATIM)
  add_custom_target(placer_manual ALL DEPENDS manual.stamp)
  install(DIRECTORY ${PROJECT_BINARY_DIR}/manual/ DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 ${as_runtime} OPTIONAL)
endif()

install(TARGETS placer EXPORT placerTargets ${as_development})
install(DIRECTORY include/placer DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} ${as_development})

# Another project that links the library finds libyaml and yaml-cpp itself; the package says where to look.
install(EXPORT placerTargets NAMESPACE placer:: DESTINATION ${package_dir} ${as_development})
configure_package_config_file(cmake/placerConfig.cmake.in placerConfig.cmake INSTALL_DESTINATION ${package_dir})
write_basic_package_version_file(placerConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/placerConfig.cmake ${PROJECT_BINARY_DIR}/placerConfigVersion.cmake
        DESTINATION ${package_dir} ${as_development})
