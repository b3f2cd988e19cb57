# Points as dents in space.
dent_test(test_scene_space dent_scene)
target_sources(test_scene_space PRIVATE scene_room.c scene_golden.c
                                        scene_answer.c)
