#include "storage/writer_lock.h"

#include <csignal>
#include <thread>
#include <utility>

#include <sys/wait.h>
#include <unistd.h>

#include "storage/catalog.h"
#include "storage/files.h"
#include "tests/unit/storage/folder_fixture.h"

namespace newshound {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using namespace std::chrono_literals;
using Kind = IndexError::Kind;

class WriterLockTest : public FolderFixture {
 protected:
  void SetUp() override {
    FolderFixture::SetUp();
    index = folder / "deep" / "index";
  }
  std::filesystem::path index;
};

TEST_F(WriterLockTest, TellsTheSecondWhoIsThere) {
  const WriterLock first(index, 0ms, "newshound-indexer add");
  EXPECT_THAT(refusal(Kind::kLocked, [&] { const WriterLock second(index, 0ms, "newshound-indexer build"); }),
              AllOf(HasSubstr(index.string()), HasSubstr("newshound-indexer add (process " + std::to_string(getpid())),
                    HasSubstr(" since 2"), HasSubstr("--wait")));
  EXPECT_FALSE(is_index(index));  // a lock makes no index
}

TEST_F(WriterLockTest, SaysLessIfTheLockFileIsGarbage) {
  const WriterLock first(index, 0ms, "newshound-indexer add");
  for (const char* content : {"", "{", "7", "{\"command\": 7, \"process\": \"x\"}", "{\"process\": 1e99}"}) {
    write_file(index / "lock", content);
    refusal(Kind::kLocked, [&] { const WriterLock second(index, 0ms, "newshound-indexer build"); });
  }
}

TEST_F(WriterLockTest, IsFreedAndCanBeTakenAgain) {
  for (int i = 0; i < 3; ++i) {
    WriterLock lock(index, 0ms, "newshound-indexer add");
    const WriterLock moved(std::move(lock));
    refusal(Kind::kLocked, [&] { const WriterLock second(index, 0ms, "x"); });
  }
}

TEST_F(WriterLockTest, WaitsForTheFirst) {
  auto first = std::make_unique<WriterLock>(index, 0ms, "newshound-indexer add");
  std::thread second([&] { const WriterLock lock(index, 10min, "newshound-indexer delete"); });
  first.reset();
  second.join();
  const WriterLock third(index, std::chrono::milliseconds::max(), "newshound-indexer add");
}

TEST_F(WriterLockTest, IsFreedByDeath) {
  const pid_t child = fork();
  if (child == 0) {
    const WriterLock lock(index, 0ms, "newshound-indexer add");
    raise(SIGKILL);
  }
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFSIGNALED(status));
  const WriterLock next(index, 0ms, "newshound-indexer add");
}

TEST_F(WriterLockTest, NamesAFolderThatCannotBeWritten) {
  write_file(folder / "file", "");
  EXPECT_THAT(refusal(Kind::kIo, [&] { const WriterLock lock(folder / "file", 0ms, "x"); }),
              HasSubstr((folder / "file").string()));
}

}  // namespace
}  // namespace newshound
