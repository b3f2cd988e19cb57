foreach(part csv export audit tamper fuzz shift written decks)
  dent_test(test_report_${part} dent_report PkgConfig::SODIUM)
  if(NOT part STREQUAL "csv")
    target_sources(test_report_${part} PRIVATE report_fixture.c report_folder.c
      report_decks.c)
  endif()
endforeach()
