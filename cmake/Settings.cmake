# What every target of the project is compiled with. Warnings are errors for developers only, so that a newer
# compiler's new warning does not break a user's build.
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
  set(CMAKE_BUILD_TYPE Release)
endif()

add_library(placer_settings INTERFACE)
target_compile_features(placer_settings INTERFACE cxx_std_20)
target_include_directories(placer_settings INTERFACE ${PROJECT_SOURCE_DIR}/include ${PROJECT_SOURCE_DIR}/src)
target_compile_options(placer_settings INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wnon-virtual-dtor
                                                 -Woverloaded-virtual -Wold-style-cast -Wimplicit-fallthrough)
# g++ sees overlaps in std::string where there are none: gcc.gnu.org/PR105651.
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
  target_compile_options(placer_settings INTERFACE -Wno-restrict)
endif()
if(PLACER_WERROR)
  target_compile_options(placer_settings INTERFACE -Werror)
endif()
if(PLACER_SANITIZE)
  target_compile_options(placer_settings INTERFACE -fsanitize=${PLACER_SANITIZE} -fno-omit-frame-pointer
                                                   -fno-sanitize-recover=all)
  target_link_options(placer_settings INTERFACE -fsanitize=${PLACER_SANITIZE})
  # A null reference is a crash, which the address sanitizer reports; to check for it is a fifth of the build's time.
  if(PLACER_SANITIZE MATCHES undefined)
    target_compile_options(placer_settings INTERFACE -fno-sanitize=null)
  endif()
endif()

# What is shipped checks the bounds of buffers and the stack, and is loaded where nobody can foresee. Not with sanitizers, which look
# at the same things, and not where nothing is optimised, which the bounds need.
add_library(placer_hardening INTERFACE)
if(CMAKE_BUILD_TYPE STREQUAL Release AND NOT PLACER_SANITIZE AND CMAKE_SYSTEM_NAME STREQUAL Linux)
  target_compile_options(placer_hardening INTERFACE -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 -fstack-protector-strong
                                                    -fstack-clash-protection -fPIE)
  target_link_options(placer_hardening INTERFACE -Wl,-z,relro,-z,now,-z,noexecstack)
endif()

find_program(PLACER_CCACHE ccache)
if(PLACER_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${PLACER_CCACHE})
endif()

# Headers are most of what a file costs to compile, so a target's files are compiled in groups of about eight. A file's name
# decides its group and the number of groups doubles, so that a new file changes one group. Two files of a group must not give one name
# to two things; where they do, one of them has to be renamed.
function(placer_unity target)
  if(NOT PLACER_UNITY)
    return()
  endif()
  get_target_property(files ${target} SOURCES)
  list(FILTER files EXCLUDE REGEX "^/")  # what is generated
  list(LENGTH files count)
  set(groups 1)
  while(count GREATER 10)
    math(EXPR groups "${groups} * 2")
    math(EXPR count "(${count} + 1) / 2")
  endwhile()
  foreach(file IN LISTS files)
    string(MD5 hash ${file})
    string(SUBSTRING ${hash} 0 4 hash)
    math(EXPR group "0x${hash} % ${groups}")
    set_source_files_properties(${file} PROPERTIES UNITY_GROUP ${target}_${group})
  endforeach()
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
endfunction()
