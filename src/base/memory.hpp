#pragma once

namespace borderlens {

/// Gives large blocks back to the system as soon as they are freed, and keeps few heaps: without
/// it a process holds the sum of what its threads ever used. Call once, before threads start.
void keep_memory_small();

/// Starts a new count of the peak and gives back what is free.
void reset_peak_memory();

/// Most memory this process held at once since the last reset [MiB]; NaN where not told.
double peak_memory_mib();

}  // namespace borderlens
