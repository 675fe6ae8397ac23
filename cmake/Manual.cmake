# Writes all manual pages, packed: cmake -DPROGRAM=placer -DOUT=DIR -P Manual.cmake. The program knows which there are.
execute_process(COMMAND ${PROGRAM} man OUTPUT_VARIABLE pages COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL "[^\n]+" pages "${pages}")
file(REMOVE_RECURSE ${OUT})
file(MAKE_DIRECTORY ${OUT})
foreach(page IN LISTS pages)
  execute_process(COMMAND ${PROGRAM} man ${page} -o ${OUT}/${page}.1 COMMAND_ERROR_IS_FATAL ANY)
  execute_process(COMMAND gzip -9n ${OUT}/${page}.1 COMMAND_ERROR_IS_FATAL ANY)
endforeach()
