add_library(room_help STATIC ${CMAKE_CURRENT_LIST_DIR}/room_help.c
                             ${CMAKE_CURRENT_LIST_DIR}/room_place.c)
target_link_libraries(room_help PUBLIC dent_room journal_help)
target_include_directories(room_help PUBLIC ${CMAKE_CURRENT_LIST_DIR})
dent_test(test_room_guest room_help)
dent_test(test_room_http room_help)
dent_test(test_room_probes room_help)
set_tests_properties(test_room_http test_room_probes PROPERTIES LABELS threads)
