// What is thrown when an index can't be used: missing, damaged, of another version, locked by another writer, or not readable or
// writable. The message names the file and the command that repairs or rebuilds. Caught in main and in the daemon's router only.
#pragma once

#include <stdexcept>
#include <string>

namespace newshound {

class IndexError : public std::runtime_error {
 public:
  enum class Kind { kMissing, kDamaged, kIncompatible, kLocked, kIo };

  IndexError(Kind kind, const std::string& message) : std::runtime_error(message), kind_(kind) {}
  [[nodiscard]] Kind kind() const { return kind_; }

 private:
  Kind kind_;
};

}  // namespace newshound
