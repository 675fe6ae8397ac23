#include "base/address.hpp"

#include "support/catch.hpp"

using placer::is_address;

TEST_CASE("addresses are told from names and ports") {
  for (const char* text : {"127.0.0.1", "0.0.0.0", "255.255.255.255", "::1", "fe80::1", "::ffff:10.0.0.1"}) {
    CAPTURE(text);
    CHECK(is_address(text));
  }
  for (const char* text :
       {"", "foo", "1.2.3", "1.2.3.4.5", "1.2.3.256", "1.2.3.", "127.0.0.1:80", "[::1]", "a:b:c:g"}) {
    CAPTURE(text);
    CHECK(!is_address(text));
  }
}
