# The one place that knows how the five libraries and libyaml are found, and how their versions differ:
# Debian 12 (fmt 9, yaml-cpp 0.7 without a namespaced target, Catch2 2), Ubuntu 24.04 and vcpkg (fmt 10+,
# yaml-cpp 0.8, Catch2 3). Everything else links placer::fmt, placer::yaml, placer::yaml_cpp and placer::catch2.
find_package(CLI11 2.1 REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(fmt 9 REQUIRED)
find_package(yaml-cpp 0.7 REQUIRED)

# What is shipped should not need the shared fmt, and Debian has no static one: there fmt's header-only code is compiled
# once, in one file, since in every file it doubles the time that the compiler takes. Newer ones than fmt 9 are taken
# static where they are (vcpkg), else header-only throughout.
add_library(placer_fmt INTERFACE)
get_target_property(fmt_type fmt::fmt TYPE)
if(NOT PLACER_STATIC OR fmt_type STREQUAL STATIC_LIBRARY)
  target_link_libraries(placer_fmt INTERFACE fmt::fmt)
elseif(fmt_VERSION VERSION_LESS 10)
  add_library(placer_fmt_objects OBJECT ${PROJECT_SOURCE_DIR}/cmake/fmt.cpp)
  target_include_directories(placer_fmt_objects PUBLIC $<TARGET_PROPERTY:fmt::fmt-header-only,INTERFACE_INCLUDE_DIRECTORIES>)
  target_compile_features(placer_fmt_objects PUBLIC cxx_std_20)
  add_library(placer_fmt_static STATIC $<TARGET_OBJECTS:placer_fmt_objects>)
  target_include_directories(placer_fmt_static PUBLIC $<TARGET_PROPERTY:fmt::fmt-header-only,INTERFACE_INCLUDE_DIRECTORIES>)
  target_link_libraries(placer_fmt INTERFACE placer_fmt_static)
else()
  target_link_libraries(placer_fmt INTERFACE fmt::fmt-header-only)
endif()

add_library(placer_yaml_cpp INTERFACE)
if(TARGET yaml-cpp::yaml-cpp)
  target_link_libraries(placer_yaml_cpp INTERFACE yaml-cpp::yaml-cpp)
else()
  target_link_libraries(placer_yaml_cpp INTERFACE yaml-cpp)
endif()

# libyaml: a CMake package in vcpkg, pkg-config in the distributions.
add_library(placer_yaml INTERFACE)
find_package(yaml CONFIG QUIET)
if(TARGET yaml)
  target_link_libraries(placer_yaml INTERFACE yaml)
else()
  find_package(PkgConfig REQUIRED)
  pkg_check_modules(LIBYAML REQUIRED IMPORTED_TARGET yaml-0.1)
  target_link_libraries(placer_yaml INTERFACE PkgConfig::LIBYAML)
endif()

# The program takes the static archives where they are installed; a package that has only shared ones still links.
if(PLACER_STATIC)
  find_library(PLACER_LIBYAML_ARCHIVE NAMES libyaml.a)
  find_library(PLACER_YAML_CPP_ARCHIVE NAMES libyaml-cpp.a)
  if(PLACER_LIBYAML_ARCHIVE)
    set_target_properties(placer_yaml PROPERTIES INTERFACE_LINK_LIBRARIES ${PLACER_LIBYAML_ARCHIVE})
  endif()
  if(PLACER_YAML_CPP_ARCHIVE)
    set_target_properties(placer_yaml_cpp PROPERTIES INTERFACE_LINK_LIBRARIES ${PLACER_YAML_CPP_ARCHIVE})
  endif()
endif()

if(PLACER_BUILD_TESTS)
  find_package(Catch2 REQUIRED)
  add_library(placer_catch2 INTERFACE)
  if(Catch2_VERSION VERSION_LESS 3)
    target_compile_definitions(placer_catch2 INTERFACE PLACER_CATCH2_V2)
  endif()
  if(TARGET Catch2::Catch2WithMain)
    target_link_libraries(placer_catch2 INTERFACE Catch2::Catch2WithMain)
  else()
    target_compile_definitions(placer_catch2 INTERFACE PLACER_CATCH2_OWN_MAIN)
    target_link_libraries(placer_catch2 INTERFACE Catch2::Catch2)
  endif()
endif()
