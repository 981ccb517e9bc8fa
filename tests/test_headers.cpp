// SPDX-License-Identifier: GPL-3.0-or-later
// CMake makes precompiled headers only for a target that compiles something.
