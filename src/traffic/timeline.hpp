// What a run looked like over time, in a few hundred cells: instances, those that were busy, requests, cold
// and refused ones. Where the run takes longer than was thought, cells are joined two by two.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace placer::traffic {

class Timeline {
 public:
  struct Cell {
    double alive = 0, busy = 0;  ///< on average
    std::uint64_t requests = 0, cold = 0, refused = 0;
  };

  /// From `begin` on, of about `length` seconds.
  Timeline(double begin, double length, std::size_t cells = 120);

  /// Of times that are not before the begin.
  void add_request(double at) { ++slot_of(at).requests; }
  void add_cold(double at) { ++slot_of(at).cold; }
  void add_refused(double at) { ++slot_of(at).refused; }
  /// An instance lived, or was busy; what lies before the begin does not count.
  void add_alive(double from, double to) { add(from, to, &Slot::alive); }
  void add_busy(double from, double to) { add(from, to, &Slot::busy); }

  double width() const { return width_; }
  /// Up to an end; the last cell may be a part of one.
  std::vector<Cell> cells(double end) const;

 private:
  /// An integral over a cell, and by how much what is integrated is higher from the next cell on.
  struct Level {
    double area = 0, step = 0;
  };
  struct Slot {
    Level alive, busy;
    std::uint64_t requests = 0, cold = 0, refused = 0;
  };

  std::size_t cell_of(double at);
  Slot& slot_of(double at);
  void add(double from, double to, Level Slot::*level);
  void add_edge(double at, double height, Level Slot::*level);
  void join();

  double begin_, width_;
  std::vector<Slot> slots_;
};

}  // namespace placer::traffic
