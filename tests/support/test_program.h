// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTest>

// The tests of a folder are one program each, which ctest starts once for each of them: `client_tests tst_prefs`, and
// after it whatever QtTest takes. As a program each, they would compile the same templates a hundred times.
namespace confab::tests
{

// One of the tests in a program; its name is that of its file.
struct TestEntry {
    using Run = int (*)(int argc, char **argv);
    TestEntry(const char *file, Run run);
};

template <typename Application, typename Test>
int runTest(int argc, char **argv)
{
    Application application(argc, argv);
    Test test;
    return QTest::qExec(&test, argc, argv);
}

template <typename Test>
int runTestWithoutApplication(int argc, char **argv)
{
    Test test;
    return QTest::qExec(&test, argc, argv);
}

} // namespace confab::tests

// In place of QTEST_GUILESS_MAIN, QTEST_MAIN (with widgets) and QTEST_APPLESS_MAIN.
#define CONFAB_TEST(Test) CONFAB_TEST_RUN_BY((confab::tests::runTest<QCoreApplication, Test>))
#define CONFAB_GUI_TEST(Test) CONFAB_TEST_RUN_BY((confab::tests::runTest<QApplication, Test>))
#define CONFAB_APPLESS_TEST(Test) CONFAB_TEST_RUN_BY(confab::tests::runTestWithoutApplication<Test>)

// Several files may be compiled as one, and their lines have the same numbers.
#define CONFAB_TEST_RUN_BY(run) CONFAB_TEST_ENTRY(run, __COUNTER__)
#define CONFAB_TEST_ENTRY(run, number) CONFAB_TEST_NUMBERED(run, number)
#define CONFAB_TEST_NUMBERED(run, number) static const confab::tests::TestEntry testEntry##number(__FILE__, run);
