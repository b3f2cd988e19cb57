# What the host looks at beside the session: the agenda, the set-up screen.
dent_test(test_spent session_help)
dent_test(test_scene_more dent_scene)
target_sources(test_scene_more PRIVATE scene_room.c scene_golden.c)
dent_test(test_plan dent_scene)
target_sources(test_plan PRIVATE scene_room.c
                                 ${PROJECT_SOURCE_DIR}/src/kiosk/arrivals.c)
dent_test(test_look dent_scene)
target_sources(test_look PRIVATE ${PROJECT_SOURCE_DIR}/src/kiosk/look.c)
