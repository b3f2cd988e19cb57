add_library(session_help STATIC ${CMAKE_CURRENT_LIST_DIR}/session_help.c)
target_link_libraries(session_help PUBLIC dent_session)
target_include_directories(session_help PUBLIC ${CMAKE_CURRENT_LIST_DIR})
dent_test(test_session session_help)
