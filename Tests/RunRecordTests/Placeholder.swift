// RunRecordTests
