// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace confab::app
{

// For a program that reads what may have been made to take it over; what it has open it can still use. Of Linux, and in
// part of other Unixes; elsewhere nothing is done.

// Bounds memory (address space), processor time, and what is written to a file.
void boundResources();

// From now on no file can be opened, no socket made and no program started by this process. Once there are no other
// threads. False: the system does not know how.
bool lockDoors();

} // namespace confab::app
