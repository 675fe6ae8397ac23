// The one place that knows which Catch2 this is. Tests include this header and use what it names.
#pragma once

#ifdef PLACER_CATCH2_V2
#include <catch2/catch.hpp>
namespace placer::test {
inline auto contains(const std::string& part) { return Catch::Matchers::Contains(part); }
}  // namespace placer::test
#else
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
namespace placer::test {
inline auto contains(const std::string& part) { return Catch::Matchers::ContainsSubstring(part); }
}  // namespace placer::test
#endif
