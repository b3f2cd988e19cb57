# What is heard: the chimes and when they ring.
dent_test(test_sound dent_stage PkgConfig::SDL)
dent_test(test_ringer session_help)
target_sources(test_ringer PRIVATE ${PROJECT_SOURCE_DIR}/src/kiosk/ringer.c)

# The recipe of the chimes, and whether those that are shipped come of it.
# After a change: build/tests/chimes assets/sounds
add_executable(chimes ${PROJECT_SOURCE_DIR}/assets/sounds/chimes.c)
target_link_libraries(chimes PRIVATE dent_flags m)
add_test(NAME chimes COMMAND chimes --check ${PROJECT_SOURCE_DIR}/assets/sounds)
