#pragma once

namespace borderlens {

/// Processor time, user and system, since some moment in the past [s]: two readings tell what lies
/// between them cost, however busy the machine was.
double thread_processor_seconds();   ///< of the thread that asks
double process_processor_seconds();  ///< of all threads of the process

}  // namespace borderlens
