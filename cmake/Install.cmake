# cmake --install: the program, the library with its headers and its package (find_package(placer) gives placer::placer),
# the rules as data for `--rules`, the documents. Nothing is installed where placer is a part of another project.
if(NOT PROJECT_IS_TOP_LEVEL)
  return()
endif()
include(CMakePackageConfigHelpers)

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/placer)
install(TARGETS placer_program placer EXPORT placerTargets)
install(DIRECTORY include/placer DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(DIRECTORY rules DESTINATION ${CMAKE_INSTALL_DATADIR}/placer)
install(DIRECTORY docs/ DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES LICENSE README.md CHANGELOG.md DESTINATION ${CMAKE_INSTALL_DOCDIR})

# Another project that links the library finds libyaml and yaml-cpp itself; the package says where to look.
install(EXPORT placerTargets NAMESPACE placer:: DESTINATION ${package_dir})
configure_package_config_file(cmake/placerConfig.cmake.in placerConfig.cmake INSTALL_DESTINATION ${package_dir})
write_basic_package_version_file(placerConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/placerConfig.cmake ${PROJECT_BINARY_DIR}/placerConfigVersion.cmake
        DESTINATION ${package_dir})
