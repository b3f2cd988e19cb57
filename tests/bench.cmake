# Benchmarks: built with the tests, run by tests/bench/run, never by ctest.
function(dent_bench name)
  add_executable(${name} bench/${name}.c)
  target_link_libraries(${name} PRIVATE ${ARGN} dent_flags)
  target_compile_definitions(${name} PRIVATE
    DENT_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
endfunction()

dent_bench(bench_frame dent_stage dent_scene dent_session dent_deck
           PkgConfig::SDL)
dent_bench(bench_program dent_base)
# What a plain program would draw its text with; Dent itself does not.
pkg_check_modules(SDLTTF REQUIRED IMPORTED_TARGET SDL2_ttf)
dent_bench(bare_sdl PkgConfig::SDL PkgConfig::SDLTTF)
