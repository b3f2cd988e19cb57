# The program for tests/kill.sh: it runs Dent itself, so it is no ctest.
add_executable(kill_test kill/kill_test.c kill/guest.c kill/program.c
                         kill/results.c kill/wire.c)
target_include_directories(kill_test PRIVATE ${CMAKE_CURRENT_LIST_DIR})
target_link_libraries(kill_test PRIVATE dent_base dent_flags
                                        PkgConfig::JANSSON)
