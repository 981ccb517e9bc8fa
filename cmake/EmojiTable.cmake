# SPDX-License-Identifier: GPL-3.0-or-later
# Writes the emoji that keyboards offer out of Unicode's list, one a line, under the lines of their groups:
#
#   = Smileys & Emotion
#   - face-smiling
#   😀<TAB>grinning face
#
#   cmake -DFROM=…/emoji-test.txt -DTO=emoji.txt -P EmojiTable.cmake
file(READ "${FROM}" text)
# A semicolon would part the lines of a CMake list.
string(REPLACE ";" "\t" text "${text}")
string(REPLACE "\n" ";" lines "${text}")
set(table "")
set(count 0)
foreach(line IN LISTS lines)
    if(line MATCHES "^# group: (.*)$")
        string(APPEND table "= ${CMAKE_MATCH_1}\n")
    elseif(line MATCHES "^# subgroup: (.*)$")
        string(APPEND table "- ${CMAKE_MATCH_1}\n")
    elseif(line MATCHES "^[0-9A-F ]+\t fully-qualified +# ([^ ]+) E[0-9.]+ (.+)$")
        string(APPEND table "${CMAKE_MATCH_1}\t${CMAKE_MATCH_2}\n")
        math(EXPR count "${count} + 1")
    endif()
endforeach()
# Less than any version of the list has: the file is another than it was.
if(count LESS 3000)
    message(FATAL_ERROR "${FROM} has ${count} emoji that could be read; its form has changed.")
endif()
file(WRITE "${TO}" "${table}")
