add_library(session_help STATIC ${CMAKE_CURRENT_LIST_DIR}/session_help.c
                                ${CMAKE_CURRENT_LIST_DIR}/kinds_help.c)
target_link_libraries(session_help PUBLIC dent_session m)
target_include_directories(session_help PUBLIC ${CMAKE_CURRENT_LIST_DIR})
dent_test(test_session session_help)
dent_test(test_decide session_help)
dent_test(test_event session_help)
dent_test(test_kinds session_help)
dent_test(test_kinds_tally session_help)
dent_test(test_kinds_duel session_help)

# The parts of the kiosk that decide, without those that show.
dent_test(test_conductor session_help)
target_sources(test_conductor PRIVATE ${PROJECT_SOURCE_DIR}/src/kiosk/conductor.c
                                      ${PROJECT_SOURCE_DIR}/src/kiosk/rehearsal.c)
