<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>ConversationView</name>
    <message numerus="yes">
        <source>%n message(s) wait. They go out by themselves, in this order.</source>
        <translation>
            <numerusform>One message waits. It goes out by itself.</numerusform>
            <numerusform>%n messages wait. They go out by themselves, in this order.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) wait for the one above.</source>
        <translation>
            <numerusform>%n message waits for the one above.</numerusform>
            <numerusform>%n messages wait for the one above.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n other(s)</source>
        <comment>people who reacted</comment>
        <translation>
            <numerusform>%1 and %n other</numerusform>
            <numerusform>%1 and %n others</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %n, yours too</source>
        <comment>a reaction and how many gave it</comment>
        <translation>
            <numerusform>%1, %n, yours too</numerusform>
            <numerusform>%1, %n, yours too</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %n</source>
        <comment>a reaction and how many gave it</comment>
        <translation>
            <numerusform>%1, %n</numerusform>
            <numerusform>%1, %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n replies</source>
        <comment>in a thread</comment>
        <translation>
            <numerusform>%n reply</numerusform>
            <numerusform>%n replies</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Sentences</name>
    <message numerus="yes">
        <source>Too fast. Try again in %n second(s).</source>
        <translation>
            <numerusform>Too fast. Try again in one second.</numerusform>
            <numerusform>Too fast. Try again in %n seconds.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>confab::client::ContactModel</name>
    <message numerus="yes">
        <source>%n unread</source>
        <translation>
            <numerusform>%n unread</numerusform>
            <numerusform>%n unread</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>confab::client::ServerRailModel</name>
    <message numerus="yes">
        <source>%1, %n unread</source>
        <translation>
            <numerusform>%1, %n unread</numerusform>
            <numerusform>%1, %n unread</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>confab::client::Words</name>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n file</numerusform>
            <numerusform>%n files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>confab::ui::AccountWords</name>
    <message numerus="yes">
        <source>A name has at most %n characters.</source>
        <translation>
            <numerusform>A name has at most %n character.</numerusform>
            <numerusform>A name has at most %n characters.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Choose at least %n characters.</source>
        <translation>
            <numerusform>Choose at least %n character.</numerusform>
            <numerusform>Choose at least %n characters.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>confab::ui::ChatPage</name>
    <message numerus="yes">
        <source>%1 was set back to an earlier state and lost %n of your messages. They are in their conversations, to be sent again or deleted.</source>
        <translation>
            <numerusform>%1 was set back to an earlier state and lost one of your messages. It is in its conversation, to be sent again or deleted.</numerusform>
            <numerusform>%1 was set back to an earlier state and lost %n of your messages. They are in their conversations, to be sent again or deleted.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The server was set back to an earlier state: %n of your changes that waited to be sent were dropped.</source>
        <translation>
            <numerusform>The server was set back to an earlier state: %n of your changes that waited to be sent was dropped.</numerusform>
            <numerusform>The server was set back to an earlier state: %n of your changes that waited to be sent were dropped.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>confab::ui::Composer</name>
    <message numerus="yes">
        <source>%n files at most go with one message.</source>
        <translation>
            <numerusform>%n file at most goes with one message.</numerusform>
            <numerusform>%n files at most go with one message.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 And %n more are not taken.</source>
        <comment>a sentence about a file comes first</comment>
        <translation>
            <numerusform>%1 And %n more is not taken.</numerusform>
            <numerusform>%1 And %n more are not taken.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>confab::ui::ConversationPage</name>
    <message numerus="yes">
        <source>%n people</source>
        <translation>
            <numerusform>%n person</numerusform>
            <numerusform>%n people</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n online</source>
        <translation>
            <numerusform>%n online</numerusform>
            <numerusform>%n online</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>confab::ui::ConversationView</name>
    <message numerus="yes">
        <source>Forward %n message(s)</source>
        <translation>
            <numerusform>Forward %n message</numerusform>
            <numerusform>Forward %n messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n message(s)</source>
        <translation>
            <numerusform>Delete %n message</numerusform>
            <numerusform>Delete %n messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Save %n message(s)</source>
        <translation>
            <numerusform>Save %n message</numerusform>
            <numerusform>Save %n messages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>confab::ui::DetailsPane</name>
    <message numerus="yes">
        <source>%1 · %n</source>
        <comment>emoji · how many</comment>
        <translation>
            <numerusform>%1 · %n</numerusform>
            <numerusform>%1 · %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>confab::ui::ForwardPage</name>
    <message numerus="yes">
        <source>Forward %n messages to…</source>
        <translation>
            <numerusform>Forward %n message to…</numerusform>
            <numerusform>Forward %n messages to…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>confab::ui::HitList</name>
    <message numerus="yes">
        <source>%n replies</source>
        <translation>
            <numerusform>%n reply</numerusform>
            <numerusform>%n replies</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>confab::ui::HostPage</name>
    <message numerus="yes">
        <source>%n people here</source>
        <translation>
            <numerusform>%n person here</numerusform>
            <numerusform>%n people here</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min</source>
        <comment>a duration</comment>
        <translation>
            <numerusform>%n min</numerusform>
            <numerusform>%n min</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n h %1</source>
        <comment>hours, then minutes</comment>
        <translation>
            <numerusform>%n h %1</numerusform>
            <numerusform>%n h %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>confab::ui::HostRow</name>
    <message numerus="yes">
        <source>Hosting, %n here</source>
        <translation>
            <numerusform>Hosting, %n here</numerusform>
            <numerusform>Hosting, %n here</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n here</source>
        <translation>
            <numerusform>%n here</numerusform>
            <numerusform>%n here</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>confab::ui::JumpButton</name>
    <message numerus="yes">
        <source>Jump to the latest, %n new message(s)</source>
        <translation>
            <numerusform>Jump to the latest, one new message</numerusform>
            <numerusform>Jump to the latest, %n new messages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>confab::ui::MembersPane</name>
    <message numerus="yes">
        <source>%n members</source>
        <translation>
            <numerusform>%n member</numerusform>
            <numerusform>%n members</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>confab::ui::MessageActions</name>
    <message numerus="yes">
        <source>Delete %n messages?</source>
        <translation>
            <numerusform>Delete %n message?</numerusform>
            <numerusform>Delete %n messages?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n messages are in your notes now.</source>
        <translation>
            <numerusform>%n message is in your notes now.</numerusform>
            <numerusform>%n messages are in your notes now.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>confab::ui::RoomDetailsPage</name>
    <message numerus="yes">
        <source>%n people</source>
        <translation>
            <numerusform>%n person</numerusform>
            <numerusform>%n people</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>confab::ui::RoomDirectoryPage</name>
    <message numerus="yes">
        <source>%n people</source>
        <translation>
            <numerusform>%n person</numerusform>
            <numerusform>%n people</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>confab::ui::SearchPane</name>
    <message numerus="yes">
        <source>%n messages and more</source>
        <translation>
            <numerusform>%n message and more</numerusform>
            <numerusform>%n messages and more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n messages that this computer has kept</source>
        <translation>
            <numerusform>%n message that this computer has kept</numerusform>
            <numerusform>%n messages that this computer has kept</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n messages</source>
        <translation>
            <numerusform>%n message</numerusform>
            <numerusform>%n messages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>confab::ui::StateStrip</name>
    <message numerus="yes">
        <source>%1 Next try in %n s.</source>
        <translation>
            <numerusform>%1 Next try in %n s.</numerusform>
            <numerusform>%1 Next try in %n s.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>confab::ui::SwitcherRows</name>
    <message numerus="yes">
        <source>%n people</source>
        <translation>
            <numerusform>%n person</numerusform>
            <numerusform>%n people</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unread</source>
        <translation>
            <numerusform>%n unread</numerusform>
            <numerusform>%n unread</numerusform>
        </translation>
    </message>
</context>
</TS>
