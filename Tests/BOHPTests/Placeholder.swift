// BOHPTests
