// Traces of each kind are read, and what cannot be read is said with its line.
#include "traffic/trace.hpp"

#include "support/catch.hpp"

#include <string>

using namespace placer::traffic;

namespace {

/// "0 1.5+0.25 ..." of what was read, or "LINE: PROBLEM".
std::string shown(std::string_view text) {
  const Trace trace = read_trace(text);
  if (!trace.problem.empty()) return std::to_string(trace.line) + ": " + trace.problem;
  std::string result;
  const auto number = [](double value) {
    std::string digits = std::to_string(value);
    digits.erase(digits.find_last_not_of('0') + 1);
    if (digits.back() == '.') digits.pop_back();
    return digits;
  };
  for (const Arrival& one : *trace.requests)
    result +=
        (result.empty() ? "" : " ") + number(one.time) + (one.service >= 0 ? "+" + number(one.service) : "");
  return result;
}

}  // namespace

TEST_CASE("a time on each line, as seconds or as a date, in any order") {
  CHECK(shown("0.5\n1.25\n") == "0 0.75");
  CHECK(shown("3.5\n1\n2") == "0 1 2.5");
  CHECK(shown("time\n3\n1\n2") == "0 1 2");
  CHECK(shown("2026-11-16 18:17:05,GET\n2026-11-16 18:17:03,PUT,9\n") == "0 2");
  CHECK(shown("2026-11-16 18:17\n2026-11-16T18:19Z\n") == "0 120");
  CHECK(shown("# first\n\n10\r\n12\r\n") == "0 2");
  CHECK(shown("2026-11-16T18:17:03Z\n2026-11-16T18:17:04.5Z\n") == "0 1.5");
  CHECK(shown("2026-11-16 23:59:59\n2026-11-17 00:00:01\n") == "0 2");
  CHECK(shown("1e3\n1001") == "0 1");
  CHECK(shown("\xEF\xBB\xBFtimestamp\r\n1\r\n2\r\n3.5\r\n") == "0 1 2.5");
  CHECK(shown("\xEF\xBB\xBF"
              "0.5\n1.25\n") == "0 0.75");
}

TEST_CASE("columns by their names") {
  CHECK(shown("TIMESTAMP,ContextTokens,GeneratedTokens\n2023-11-16 18:17:03.9799600,4808,10\n"
              "2023-11-16 18:17:04.2299600,3180,8\n") == "0 0.25");
  CHECK(shown("app,func,end_timestamp,duration\na,f,10.5,0.5\na,f,10.25,2\n") == "0+2 1.75+0.5");
  CHECK(shown("\"start\";\"duration\"\n\"1\";\"0.5\"\n") == "0+0.5");
  CHECK(shown("timestamp,duration_ms\n1,250\n2,1500\n") == "0+0.25 1+1.5");
  CHECK(shown("start,end\n1,1.5\n2,4\n") == "0+0.5 1+2");
  CHECK(shown("start,end_timestamp\n0,10\n20,30\n") == "0+10 20+10");
  CHECK(shown("start,path,duration\n1,\"a,b;c\",2\n") == "0+2");
  CHECK(shown("start,duration,\n1,2,\n") == "0+2");
  CHECK(shown("minute,count\n0,2\n2,1\n") == "15 45 150");
  CHECK(shown("count\n2\n0\n1\n") == "15 45 150");
  CHECK(shown("HashOwner,HashFunction,Trigger,1,2,3\no,f,http,1,0,2\no,g,http,1,,0\n") == "30 30 135 165");
}

TEST_CASE("counts beside times are that many requests, spread up to the next time") {
  const std::string three = "\n2026-03-01T10:00:00Z,2\n2026-03-01T10:02:00Z,0\n2026-03-01T10:01:00Z,1\n";
  for (const std::string names :
       {"timestamp,count", "time,requests", "Timestamp,Sum", "start,invocations", "minute,count"}) {
    CAPTURE(names);
    CHECK(shown(names + three) == "15 45 90");
    CHECK(read_trace(names + three).step == 60);
    CHECK(read_trace(names + three).is_of_counts);
  }
  CHECK(shown("time,count\n0,3\n300,0\n600,1\n") == "50 150 250 750");
  CHECK(shown("time,count\n0,0\n300,1\n") == "450");
  CHECK(shown("count,time\n2,7\n") == "15 45");
  CHECK(shown("Timestamp,SampleCount,Unit\n2026-03-01T10:00:00Z,2.0,Count\n") == "15 45");
}

TEST_CASE("what may be counts beside times is asked about") {
  CHECK(shown("timestamp,value\n1,2\n") == "1: 'value' may be how many requests there were");
  CHECK(shown("timestamp,request_count\n1,2\n") == "1: 'request_count' may be how many requests there were");
  CHECK(shown("timestamp,value,duration\n1,2,3\n") == "0+3");
  CHECK(shown("2026-03-01T10:00:00Z,300\n2026-03-01T10:01:00Z,0\n")
            .starts_with("1: there are numbers beside the times"));
  CHECK(shown("timestamp,count,duration\n1,2,3\n").starts_with("1: 'count' is how many requests there were"));
  CHECK(shown("time,count\n1,2.5\n") == "2: '2.5' is no count");
  CHECK(shown("time,count\n1,-2\n") == "2: '-2' is no count");
  CHECK(shown("time,count\nsoon,2\n") == "2: 'soon' is no time");
  CHECK(shown("time,count\n1\n") == "2: there are 1 columns here and not 2");
  CHECK(shown("time,count\n1,0\n") == "0: there is no request in it");
  CHECK(shown("time,count\n0,30000000\n60,30000000\n") == "3: these are more than 50000000 requests");
}

TEST_CASE("numbers that may be times or counts are asked about") {
  CHECK(shown("12\n30\n9\n").starts_with("3: whole numbers that fall"));
  CHECK(shown("7\n7\n7\n").starts_with("0: numbers that are all the same"));
  CHECK(shown("0,12\n1,30\n").starts_with("1: there are 2 columns of numbers"));
  CHECK(read_trace("12\n30\n9\n").help.find("`count`") != std::string::npos);
  CHECK(shown("1\n1\n2\n5\n") == "0 0 1 4");
  CHECK(shown("7.5\n7.5\n7.5\n") == "0 0 0");
  CHECK(shown("4\n") == "0");
}

TEST_CASE("what is wrong is said with its line") {
  CHECK(shown("1\nsoon\n") == "2: 'soon' is no time");
  CHECK(shown("start,duration\n1,-2\n") == "2: '-2' is no duration in seconds");
  CHECK(shown("start,duration\n1\n") == "2: there are 1 columns here and not 2");
  CHECK(shown("start,duration\n0.5,1.5,7\n") == "2: there are 3 columns here and not 2");
  CHECK(shown("start;duration\n0,5;1,5\n") == "2: there are 4 columns here and not 2");
  CHECK(shown("time\n0,5\n") == "2: there are 2 columns here and not 1");
  CHECK(shown("start,end\n2,1\n") == "2: it ends before it begins");
  CHECK(shown("start,end\n2,soon\n") == "2: 'soon' is no time");
  CHECK(shown("start,duration_ms\n1,soon\n") == "2: 'soon' is no duration in milliseconds");
  CHECK(shown("time,latency_us\n1,5\n") == "1: 'latency_us' may be how long each takes");
  CHECK(
      shown("timestamp\n1774742400072\n1774742401012\n").starts_with("0: its times are after the year 5000"));
  CHECK(shown("1774742400072\n1774742401012\n").starts_with("0: its times are after the year 5000"));
  CHECK(shown("minute,count\n-1,2\n") == "2: '-1' is no minute");
  CHECK(shown("minute,count\n1,2.5\n") == "2: '2.5' is no count");
  CHECK(shown("minute,count\n0,99999999999\n") == "2: these are more than 50000000 requests");
  CHECK(shown("") == "0: there is no request in it");
  CHECK(shown("minute,count\n0,0\n") == "0: there is no request in it");
  CHECK(shown("0\n1e12\n") == "0: it spans more than ten years; are its times in seconds?");
  CHECK(shown("a,b\n1,2\n").starts_with("1: no column of this heading"));
  CHECK(shown("nan\n1\n").starts_with("1: "));
  CHECK(shown("1\ninf\n") == "2: 'inf' is no time");
  CHECK(shown("2026-13-45 99:00:00\n1\n").starts_with("1: "));
}

TEST_CASE("bytes of any kind are read or refused") {
  std::string text;
  for (int i = 0; i < 4096; ++i) text += static_cast<char>(i * 7919 % 251);
  CHECK(!read_trace(text).problem.empty());
  CHECK(!read_trace(std::string(100, '\0')).problem.empty());
  CHECK(!read_trace(",,,,\n").problem.empty());
  CHECK(!read_trace(std::string(1 << 16, ',')).problem.empty());
}
