dent_test(test_decks dent_scene)
target_sources(test_decks PRIVATE scene_room.c
                                  ${PROJECT_SOURCE_DIR}/src/kiosk/conductor.c
                                  ${PROJECT_SOURCE_DIR}/src/kiosk/rehearsal.c)
