target_sources(test_drawing_theme PRIVATE color_vision.c)
