<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>CacheDump</name>
    <message>
        <source>The cache cannot be opened: %1</source>
        <translation>Der Zwischenspeicher kann nicht geöffnet werden: %1</translation>
    </message>
    <message>
        <source>The cache cannot be read.</source>
        <translation>Der Zwischenspeicher kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>There is no cache at %1.</source>
        <translation>Bei %1 gibt es keinen Zwischenspeicher.</translation>
    </message>
</context>
<context>
    <name>ConversationView</name>
    <message>
        <source>Retry</source>
        <translation>Nochmal</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Ändern</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Loading messages…</source>
        <translation>Nachrichten werden geladen…</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) wait. They go out by themselves, in this order.</source>
        <translation>
            <numerusform>Eine Nachricht wartet. Sie geht von selbst hinaus.</numerusform>
            <numerusform>%n Nachrichten warten. Sie gehen von selbst hinaus, in dieser Reihenfolge.</numerusform>
        </translation>
    </message>
    <message>
        <source>Bot</source>
        <translation>Bot</translation>
    </message>
    <message>
        <source>Guest</source>
        <translation>Gast</translation>
    </message>
    <message>
        <source>You deleted this message</source>
        <translation>Du hast diese Nachricht gelöscht</translation>
    </message>
    <message>
        <source>Message deleted by %1</source>
        <translation>Nachricht gelöscht von %1</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>geändert</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Gestern</translation>
    </message>
    <message>
        <source>dddd, d MMMM</source>
        <comment>a day of this year, see QLocale::toString</comment>
        <translation>dddd, d. MMMM</translation>
    </message>
    <message>
        <source>New</source>
        <comment>line above new messages</comment>
        <translation>Neu</translation>
    </message>
    <message>
        <source>[%1] %2: %3</source>
        <comment>copied: time, sender, text</comment>
        <translation>[%1] %2: %3</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) wait for the one above.</source>
        <translation>
            <numerusform>%n Nachricht wartet auf die darüber.</numerusform>
            <numerusform>%n Nachrichten warten auf die darüber.</numerusform>
        </translation>
    </message>
    <message>
        <source>(spoiler)</source>
        <translation>(Spoiler)</translation>
    </message>
    <message>
        <source>Copy code</source>
        <translation>Code kopieren</translation>
    </message>
    <message>
        <source>Show the spoiler</source>
        <translation>Spoiler zeigen</translation>
    </message>
    <message>
        <source>Somebody changed this before your change arrived.</source>
        <translation>Jemand hat das geändert, bevor deine Änderung ankam.</translation>
    </message>
    <message>
        <source>Deleting…</source>
        <translation>Wird gelöscht…</translation>
    </message>
    <message>
        <source>Show both</source>
        <translation>Beide zeigen</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Du</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>sender, time</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>saving…</source>
        <translation>wird gespeichert…</translation>
    </message>
    <message>
        <source>Pinned</source>
        <translation>Angeheftet</translation>
    </message>
    <message>
        <source>Your change is on its way.</source>
        <translation>Deine Änderung ist unterwegs.</translation>
    </message>
    <message>
        <source>Message deleted</source>
        <translation>Nachricht gelöscht</translation>
    </message>
    <message>
        <source>An earlier message</source>
        <translation>Eine frühere Nachricht</translation>
    </message>
    <message>
        <source>answers: %1</source>
        <comment>a message, cited</comment>
        <translation>antwortet auf: %1</translation>
    </message>
    <message>
        <source>answers %1: %2</source>
        <comment>whom, a message, cited</comment>
        <translation>antwortet %1: %2</translation>
    </message>
    <message>
        <source>Show the message that this answers</source>
        <translation>Die Nachricht zeigen, auf die das antwortet</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n other(s)</source>
        <comment>people who reacted</comment>
        <translation>
            <numerusform>%1 und %n weitere Person</numerusform>
            <numerusform>%1 und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>, </source>
        <comment>between names</comment>
        <translation>, </translation>
    </message>
    <message numerus="yes">
        <source>%1, %n, yours too</source>
        <comment>a reaction and how many gave it</comment>
        <translation>
            <numerusform>%1, %n, auch von dir</numerusform>
            <numerusform>%1, %n, auch von dir</numerusform>
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
    <message>
        <source>reactions: %1</source>
        <translation>Reaktionen: %1</translation>
    </message>
    <message>
        <source>Add a reaction</source>
        <translation>Reaktion hinzufügen</translation>
    </message>
    <message>
        <source>Loading messages</source>
        <translation>Nachrichten werden geladen</translation>
    </message>
    <message numerus="yes">
        <source>%n replies</source>
        <comment>in a thread</comment>
        <translation>
            <numerusform>%n Antwort</numerusform>
            <numerusform>%n Antworten</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, new ones among them</source>
        <comment>3 replies</comment>
        <translation>%1, auch neue</translation>
    </message>
    <message>
        <source>Open the thread: %1</source>
        <translation>Thread öffnen: %1</translation>
    </message>
    <message>
        <source>From a thread</source>
        <translation>Aus einem Thread</translation>
    </message>
    <message>
        <source>Open the thread</source>
        <translation>Thread öffnen</translation>
    </message>
    <message>
        <source>Show the picture %1</source>
        <translation>Bild %1 zeigen</translation>
    </message>
    <message>
        <source>Download %1 again</source>
        <translation>%1 noch einmal herunterladen</translation>
    </message>
    <message>
        <source>Go on with %1</source>
        <comment>a file</comment>
        <translation>%1 weiter herunterladen</translation>
    </message>
    <message>
        <source>Download %1</source>
        <translation>%1 herunterladen</translation>
    </message>
    <message>
        <source>Pause %1</source>
        <comment>a file that is being downloaded</comment>
        <translation>%1 pausieren</translation>
    </message>
    <message>
        <source>Open %1</source>
        <comment>a file</comment>
        <translation>%1 öffnen</translation>
    </message>
    <message>
        <source>Save %1 as…</source>
        <comment>a file</comment>
        <translation>%1 speichern unter…</translation>
    </message>
    <message>
        <source>picture %1, %2</source>
        <comment>name, size</comment>
        <translation>Bild %1, %2</translation>
    </message>
    <message>
        <source>file %1, %2</source>
        <comment>name, size</comment>
        <translation>Datei %1, %2</translation>
    </message>
    <message>
        <source>Paused: %1 of %2 sent</source>
        <translation>Pausiert: %1 von %2 gesendet</translation>
    </message>
    <message>
        <source>Sending: %1 of %2</source>
        <translation>Wird gesendet: %1 von %2</translation>
    </message>
    <message>
        <source>Waits to be sent</source>
        <translation>Wartet auf das Senden</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausieren</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>A file</source>
        <translation>Eine Datei</translation>
    </message>
    <message>
        <source>Open the picture at %1</source>
        <comment>a host</comment>
        <translation>Das Bild bei %1 öffnen</translation>
    </message>
    <message>
        <source>Answering…</source>
        <translation>Antwortet …</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stopp</translation>
    </message>
    <message>
        <source>still answering</source>
        <translation>antwortet noch</translation>
    </message>
</context>
<context>
    <name>QApplication</name>
    <message>
        <source>The folder %1 cannot be made.</source>
        <translation>Der Ordner %1 kann nicht angelegt werden.</translation>
    </message>
    <message>
        <source>Confab is running already. Another one beside it needs --profile NAME of its own.</source>
        <translation>Confab läuft schon. Ein zweites daneben braucht ein eigenes --profile NAME.</translation>
    </message>
</context>
<context>
    <name>Sentences</name>
    <message>
        <source>That username cannot be used: 1 to 32 letters, digits, dots, dashes or underscores, of one script.</source>
        <translation>Dieser Name geht nicht: 1 bis 32 Buchstaben, Ziffern, Punkte, Striche oder Unterstriche, aus einer Schrift.</translation>
    </message>
    <message>
        <source>The password must be %1 to %2 bytes long and not one of the very common ones.</source>
        <translation>Das Passwort muss %1 bis %2 Zeichen lang sein und keines der sehr häufigen.</translation>
    </message>
    <message>
        <source>That display name cannot be used: 1 to 64 visible characters.</source>
        <translation>Dieser Anzeigename geht nicht: 1 bis 64 sichtbare Zeichen.</translation>
    </message>
    <message>
        <source>That invite code is not valid: it may be used up or too old. Ask for a new one.</source>
        <translation>Dieser Einladungscode gilt nicht: vielleicht ist er verbraucht oder zu alt. Bitte um einen neuen.</translation>
    </message>
    <message>
        <source>That name cannot be used: 1 to 64 visible characters.</source>
        <translation>Dieser Name geht nicht: 1 bis 64 sichtbare Zeichen.</translation>
    </message>
    <message>
        <source>The message holds characters that cannot be sent.</source>
        <translation>Die Nachricht enthält Zeichen, die nicht gesendet werden können.</translation>
    </message>
    <message>
        <source>The server did not accept this.</source>
        <translation>Der Server hat das nicht angenommen.</translation>
    </message>
    <message>
        <source>This is not an address that Confab can connect to.</source>
        <translation>Mit dieser Adresse kann Confab sich nicht verbinden.</translation>
    </message>
    <message>
        <source>There is no computer called %1. Is the address spelt right, and are you online?</source>
        <translation>Es gibt keinen Rechner namens %1. Stimmt die Adresse, und bist du online?</translation>
    </message>
    <message>
        <source>That computer answers, but no Confab server listens on port %1: is hosting on?</source>
        <translation>Der Rechner antwortet, aber auf Port %1 hört kein Confab-Server: Läuft der Chat dort?</translation>
    </message>
    <message>
        <source>%1 does not answer. Is it switched on and on the same network?</source>
        <translation>%1 antwortet nicht. Ist der Rechner an und im selben Netz?</translation>
    </message>
    <message>
        <source>Something listens on port %1, but it is no Confab server.</source>
        <translation>Auf Port %1 hört etwas, aber kein Confab-Server.</translation>
    </message>
    <message>
        <source>No secure connection to %1 could be made. Does that server speak wss?</source>
        <translation>Eine sichere Verbindung zu %1 war nicht möglich. Spricht der Server wss?</translation>
    </message>
    <message>
        <source>This is not the server you know: its key has changed. Nothing was sent.</source>
        <translation>Das ist nicht der Server, den du kennst: Sein Schlüssel ist ein anderer. Nichts wurde gesendet.</translation>
    </message>
    <message>
        <source>A chat server answers there, but it does not speak Confab&apos;s protocol.</source>
        <translation>Dort antwortet ein Chatserver, aber er spricht nicht das Protokoll von Confab.</translation>
    </message>
    <message>
        <source>The connection was lost.</source>
        <translation>Die Verbindung ging verloren.</translation>
    </message>
    <message>
        <source>There is no connection to the server. Try again when you are online.</source>
        <translation>Es gibt keine Verbindung zum Server. Versuch es wieder, wenn du online bist.</translation>
    </message>
    <message>
        <source>This server does not understand that. It may be older than this program.</source>
        <translation>Dieser Server versteht das nicht. Vielleicht ist er älter als dieses Programm.</translation>
    </message>
    <message>
        <source>The message is too long.</source>
        <translation>Die Nachricht ist zu lang.</translation>
    </message>
    <message>
        <source>You were signed out. Please sign in again.</source>
        <translation>Du wurdest abgemeldet. Bitte melde dich wieder an.</translation>
    </message>
    <message>
        <source>The username or the password is wrong.</source>
        <translation>Der Name oder das Passwort stimmt nicht.</translation>
    </message>
    <message>
        <source>You are not allowed to do this.</source>
        <translation>Das darfst du nicht.</translation>
    </message>
    <message>
        <source>There is nobody of that name here.</source>
        <translation>Hier gibt es niemanden dieses Namens.</translation>
    </message>
    <message>
        <source>This conversation is not there any more.</source>
        <translation>Dieses Gespräch gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>That name is taken. If it is yours, sign in instead.</source>
        <translation>Der Name ist vergeben. Ist es deiner, melde dich an.</translation>
    </message>
    <message>
        <source>The server was set back to an earlier state and does not have this message any more.</source>
        <translation>Der Server wurde zurückgesetzt und hat diese Nachricht nicht mehr.</translation>
    </message>
    <message>
        <source>This was changed in the meantime.</source>
        <translation>Das wurde inzwischen geändert.</translation>
    </message>
    <message numerus="yes">
        <source>Too fast. Try again in %n second(s).</source>
        <translation>
            <numerusform>Zu schnell. Versuch es in einer Sekunde wieder.</numerusform>
            <numerusform>Zu schnell. Versuch es in %n Sekunden wieder.</numerusform>
        </translation>
    </message>
    <message>
        <source>You may not write here at the moment.</source>
        <translation>Du darfst hier gerade nicht schreiben.</translation>
    </message>
    <message>
        <source>You were banned from here.</source>
        <translation>Du wurdest hier gesperrt.</translation>
    </message>
    <message>
        <source>This person does not take messages from you.</source>
        <translation>Diese Person nimmt keine Nachrichten von dir an.</translation>
    </message>
    <message>
        <source>The bot cannot be reached at the moment.</source>
        <translation>Der Bot ist gerade nicht erreichbar.</translation>
    </message>
    <message>
        <source>The server could not keep this. Try again in a moment.</source>
        <translation>Der Server konnte das nicht speichern. Versuch es gleich noch einmal.</translation>
    </message>
    <message>
        <source>The server was stopped.</source>
        <translation>Der Server wurde angehalten.</translation>
    </message>
    <message>
        <source>You were signed out on another device. Sign in again to go on.</source>
        <translation>Du wurdest auf einem anderen Gerät abgemeldet. Melde dich wieder an.</translation>
    </message>
    <message>
        <source>You were removed from this server.</source>
        <translation>Du wurdest von diesem Server entfernt.</translation>
    </message>
    <message>
        <source>The server ended the connection.</source>
        <translation>Der Server hat die Verbindung beendet.</translation>
    </message>
    <message>
        <source>This reaction cannot be added: the message has as many different ones as it may have.</source>
        <translation>Diese Reaktion geht nicht mehr: Die Nachricht hat schon so viele verschiedene, wie sie haben darf.</translation>
    </message>
    <message>
        <source>This message is not there any more.</source>
        <translation>Diese Nachricht gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>The message that this answers is not there any more.</source>
        <translation>Die Nachricht, auf die das antwortet, gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>There is nothing in this file.</source>
        <translation>In dieser Datei ist nichts.</translation>
    </message>
    <message>
        <source>This file is too large: the server takes none of that size, or no more of yours.</source>
        <translation>Diese Datei ist zu groß: Der Server nimmt keine von dieser Größe an, oder keine weiteren von dir.</translation>
    </message>
    <message>
        <source>The file is not there, or cannot be read.</source>
        <translation>Die Datei ist nicht da oder kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>The server does not have this file any more.</source>
        <translation>Der Server hat diese Datei nicht mehr.</translation>
    </message>
    <message>
        <source>The server does not have the files any more. Try again to send them anew.</source>
        <translation>Der Server hat die Dateien nicht mehr. Versuch es noch einmal, um sie neu zu senden.</translation>
    </message>
    <message>
        <source>A file was changed after it was chosen. Try again to send it as it is now.</source>
        <translation>Eine Datei wurde nach dem Auswählen geändert. Versuch es noch einmal, um sie zu senden, wie sie jetzt ist.</translation>
    </message>
    <message>
        <source>What came is not the file that was sent. Try again.</source>
        <translation>Was ankam, ist nicht die Datei, die gesendet wurde. Versuch es noch einmal.</translation>
    </message>
    <message>
        <source>This computer could not keep the file. Is its disk full?</source>
        <translation>Dieser Rechner konnte die Datei nicht speichern. Ist seine Festplatte voll?</translation>
    </message>
    <message>
        <source>Where this server keeps its files, this one was refused. Try again later.</source>
        <translation>Wo dieser Server seine Dateien aufbewahrt, wurde diese abgelehnt. Versuch es später noch einmal.</translation>
    </message>
    <message>
        <source>This is not the server you know: it does not speak Confab&apos;s protocol. Nothing was sent.</source>
        <translation>Das ist nicht der Server, den du kennst: Er spricht nicht Confabs Protokoll. Nichts wurde gesendet.</translation>
    </message>
    <message>
        <source>A plain AWS backend cannot do this.</source>
        <translation>Ein einfaches AWS-Backend kann das nicht.</translation>
    </message>
    <message>
        <source>This server lets nobody in without an account: join it without the tick.</source>
        <translation>Dieser Server lässt niemanden ohne Konto herein: Tritt ohne das Häkchen bei.</translation>
    </message>
    <message>
        <source>Maybe sent: it did not come back.</source>
        <translation>Vielleicht gesendet: Es kam nicht zurück.</translation>
    </message>
</context>
<context>
    <name>StartOptions</name>
    <message>
        <source>Chat with people near you; host the chat yourself.</source>
        <translation>Chatte mit Leuten in deiner Nähe; betreibe den Chat selbst.</translation>
    </message>
    <message>
        <source>Keep servers and settings apart, under this name.</source>
        <translation>Server und Einstellungen getrennt halten, unter diesem Namen.</translation>
    </message>
    <message>
        <source>Host a chat.</source>
        <translation>Einen Chat betreiben.</translation>
    </message>
    <message>
        <source>Print what is kept of the servers as JSON Lines, and end.</source>
        <translation>Ausgeben, was von den Servern gespeichert ist, als JSON Lines, und enden.</translation>
    </message>
    <message>
        <source>Join the chat at this address.</source>
        <translation>Dem Chat an dieser Adresse beitreten.</translation>
    </message>
    <message>
        <source>A profile&apos;s name is letters, digits, - and _, 64 at most.</source>
        <translation>Der Name eines Profils besteht aus Buchstaben, Ziffern, - und _, höchstens 64.</translation>
    </message>
    <message>
        <source>One address at a time, please.</source>
        <translation>Bitte nur eine Adresse auf einmal.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no address of a chat.</source>
        <translation>„%1“ ist keine Adresse eines Chats.</translation>
    </message>
</context>
<context>
    <name>confab::app::DesktopHost</name>
    <message>
        <source>What you host could not be remembered: the folder %1 cannot be written to.</source>
        <translation>Was du betreibst, konnte nicht gemerkt werden: In den Ordner %1 kann nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>The data of this chat was damaged. The newest backup took its place, and what was written after it is missing. The damaged data was kept as %1.</source>
        <translation>Die Daten dieses Chats waren beschädigt. Die neueste Sicherung ist an ihre Stelle getreten, und was danach geschrieben wurde, fehlt. Die beschädigten Daten sind noch da: %1.</translation>
    </message>
    <message>
        <source>The data of this chat was damaged. What could still be read was kept, and messages may be missing. The damaged data was kept as %1.</source>
        <translation>Die Daten dieses Chats waren beschädigt. Was noch zu lesen war, wurde behalten, und es können Nachrichten fehlen. Die beschädigten Daten sind noch da: %1.</translation>
    </message>
    <message>
        <source>Some of the data of this chat is damaged. Stop hosting and begin again: it is mended then.</source>
        <translation>Einige Daten dieses Chats sind beschädigt. Beende den Chat auf diesem Computer und starte ihn neu: Dann werden sie repariert.</translation>
    </message>
</context>
<context>
    <name>confab::client::BasicSession</name>
    <message>
        <source>Bot</source>
        <translation>Bot</translation>
    </message>
</context>
<context>
    <name>confab::client::ContactModel</name>
    <message>
        <source>Everyone</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>message deleted</source>
        <translation>Nachricht gelöscht</translation>
    </message>
    <message>
        <source>You: %1</source>
        <translation>Du: %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>name: text</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Notes to yourself</source>
        <translation>Notizen an dich</translation>
    </message>
    <message>
        <source>online</source>
        <translation>online</translation>
    </message>
    <message>
        <source>away</source>
        <translation>abwesend</translation>
    </message>
    <message>
        <source>do not disturb</source>
        <translation>nicht stören</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>offline</translation>
    </message>
    <message numerus="yes">
        <source>%n unread</source>
        <translation>
            <numerusform>%n ungelesen</numerusform>
            <numerusform>%n ungelesen</numerusform>
        </translation>
    </message>
    <message>
        <source>you are mentioned</source>
        <translation>du wirst erwähnt</translation>
    </message>
    <message>
        <source>typing</source>
        <translation>schreibt</translation>
    </message>
    <message>
        <source>marked as unread</source>
        <translation>als ungelesen markiert</translation>
    </message>
    <message>
        <source>favourite</source>
        <translation>Favorit</translation>
    </message>
    <message>
        <source>muted</source>
        <translation>stumm</translation>
    </message>
    <message>
        <source>archived</source>
        <translation>archiviert</translation>
    </message>
</context>
<context>
    <name>confab::client::ConversationModel</name>
    <message>
        <source>Loading messages</source>
        <translation>Nachrichten werden geladen</translation>
    </message>
    <message>
        <source>message deleted</source>
        <translation>Nachricht gelöscht</translation>
    </message>
    <message>
        <source>%1, %2, %3</source>
        <comment>sender, time, text</comment>
        <translation>%1, %2, %3</translation>
    </message>
    <message>
        <source>You, %1, %2, %3</source>
        <comment>time, text, state</comment>
        <translation>Du, %1, %2, %3</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>files, what is said with them</comment>
        <translation>%1, %2</translation>
    </message>
</context>
<context>
    <name>confab::client::SearchQuery</name>
    <message>
        <source>today</source>
        <comment>a date to search from</comment>
        <translation>heute</translation>
    </message>
    <message>
        <source>yesterday</source>
        <comment>a date to search from</comment>
        <translation>gestern</translation>
    </message>
</context>
<context>
    <name>confab::client::ServerRailModel</name>
    <message numerus="yes">
        <source>%1, %n unread</source>
        <translation>
            <numerusform>%1, %n ungelesen</numerusform>
            <numerusform>%1, %n ungelesen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, signed in as %2</source>
        <translation>%1, angemeldet als %2</translation>
    </message>
</context>
<context>
    <name>confab::client::Words</name>
    <message>
        <source>%1 (guest)</source>
        <translation>%1 (Gast)</translation>
    </message>
    <message>
        <source>waiting to be sent</source>
        <translation>wartet auf das Senden</translation>
    </message>
    <message>
        <source>sending</source>
        <translation>wird gesendet</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>gesendet</translation>
    </message>
    <message>
        <source>read</source>
        <translation>gelesen</translation>
    </message>
    <message>
        <source>not sent</source>
        <translation>nicht gesendet</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n Datei</numerusform>
            <numerusform>%n Dateien</numerusform>
        </translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>Foto</translation>
    </message>
    <message>
        <source>Photo: %1</source>
        <translation>Foto: %1</translation>
    </message>
    <message>
        <source>File: %1</source>
        <translation>Datei: %1</translation>
    </message>
    <message>
        <source>Someone</source>
        <translation>Jemand</translation>
    </message>
    <message>
        <source>maybe sent</source>
        <translation>vielleicht gesendet</translation>
    </message>
</context>
<context>
    <name>confab::ui::AboutPage</name>
    <message>
        <source>About Confab</source>
        <translation>Über Confab</translation>
    </message>
    <message>
        <source>Confab %1</source>
        <translation>Confab %1</translation>
    </message>
    <message>
        <source>A chat that one of you hosts. Free software under the GNU General Public License, version 3 or later; it comes without any warranty.</source>
        <translation>Ein Chat, den einer von euch betreibt. Freie Software unter der GNU General Public License, Version 3 oder später; ohne jede Garantie.</translation>
    </message>
    <message>
        <source>Made with</source>
        <translation>Gemacht mit</translation>
    </message>
    <message>
        <source>Qt %1</source>
        <translation>Qt %1</translation>
    </message>
    <message>
        <source>GNU Lesser General Public License, version 3</source>
        <translation>GNU Lesser General Public License, Version 3</translation>
    </message>
    <message>
        <source>ISC License</source>
        <translation>ISC-Lizenz</translation>
    </message>
    <message>
        <source>Apache License 2.0</source>
        <translation>Apache-Lizenz 2.0</translation>
    </message>
    <message>
        <source>Public domain</source>
        <translation>Gemeinfrei</translation>
    </message>
    <message>
        <source>Fonts: Inter, Noto, JetBrains Mono</source>
        <translation>Schriften: Inter, Noto, JetBrains Mono</translation>
    </message>
    <message>
        <source>SIL Open Font License 1.1, where they are installed</source>
        <translation>SIL Open Font License 1.1, wo sie installiert sind</translation>
    </message>
    <message>
        <source>The licence of Confab</source>
        <translation>Die Lizenz von Confab</translation>
    </message>
    <message>
        <source>GNU General Public License, version 3</source>
        <translation>GNU General Public License, Version 3</translation>
    </message>
</context>
<context>
    <name>confab::ui::AccountFields</name>
    <message>
        <source>Your name</source>
        <translation>Dein Name</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>New there? Choose both, the password with at least 10 characters. Been there before? Use the same ones.</source>
        <translation>Neu dort? Wähle beides, das Passwort mit mindestens 10 Zeichen. Schon dort gewesen? Nimm dieselben.</translation>
    </message>
    <message>
        <source>Choose both, the password with at least 10 characters.</source>
        <translation>Wähle beides, das Passwort mit mindestens 10 Zeichen.</translation>
    </message>
    <message>
        <source>A plain backend knows no passwords.</source>
        <translation>Ein einfaches Backend kennt keine Passwörter.</translation>
    </message>
</context>
<context>
    <name>confab::ui::AccountWords</name>
    <message>
        <source>Choose a name.</source>
        <translation>Wähle einen Namen.</translation>
    </message>
    <message numerus="yes">
        <source>A name has at most %n characters.</source>
        <translation>
            <numerusform>Ein Name hat höchstens %n Zeichen.</numerusform>
            <numerusform>Ein Name hat höchstens %n Zeichen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Use letters, digits, dots, - and _ only.</source>
        <translation>Nur Buchstaben, Ziffern, Punkte, - und _.</translation>
    </message>
    <message>
        <source>Use the letters of one alphabet only.</source>
        <translation>Nimm die Buchstaben nur eines Alphabets.</translation>
    </message>
    <message>
        <source>That name is kept for the server. Choose another.</source>
        <translation>Dieser Name ist für den Server reserviert. Wähle einen anderen.</translation>
    </message>
    <message>
        <source>That name has characters that cannot be shown.</source>
        <translation>Dieser Name hat Zeichen, die nicht gezeigt werden können.</translation>
    </message>
    <message numerus="yes">
        <source>Choose at least %n characters.</source>
        <translation>
            <numerusform>Wähle mindestens %n Zeichen.</numerusform>
            <numerusform>Wähle mindestens %n Zeichen.</numerusform>
        </translation>
    </message>
    <message>
        <source>That password is too long.</source>
        <translation>Dieses Passwort ist zu lang.</translation>
    </message>
    <message>
        <source>New accounts are made by the host. Ask them for one.</source>
        <translation>Neue Konten legt der Gastgeber an. Frag danach.</translation>
    </message>
    <message>
        <source>The port and the ones after it are in use. Close what uses them, then try again.</source>
        <translation>Der Port und die danach sind belegt. Schließ, was sie benutzt, und versuch es noch einmal.</translation>
    </message>
    <message>
        <source>Another program hosts this chat already. Close it, then try again.</source>
        <translation>Ein anderes Programm betreibt diesen Chat schon. Schließ es und versuch es noch einmal.</translation>
    </message>
    <message>
        <source>A newer Confab wrote this chat. Update Confab to host it again; nothing was changed.</source>
        <translation>Ein neueres Confab hat diesen Chat geschrieben. Aktualisiere Confab, um ihn zu starten; nichts wurde verändert.</translation>
    </message>
    <message>
        <source>The kept messages cannot be read. Nothing was overwritten; Details says where they are.</source>
        <translation>Die Nachrichten können nicht gelesen werden. Nichts wurde überschrieben; Details sagt, wo sie sind.</translation>
    </message>
    <message>
        <source>You have hosted here before, with another password. Use that one.</source>
        <translation>Du hast hier schon einen Chat gestartet, mit einem anderen Passwort. Nimm das.</translation>
    </message>
    <message>
        <source>That password is too easy to guess. Choose another.</source>
        <translation>Dieses Passwort ist zu leicht zu erraten. Wähle ein anderes.</translation>
    </message>
    <message>
        <source>The chat could not be started. Try again.</source>
        <translation>Der Chat konnte nicht gestartet werden. Versuch es noch einmal.</translation>
    </message>
</context>
<context>
    <name>confab::ui::BotActions</name>
    <message>
        <source>Start over</source>
        <translation>Neu anfangen</translation>
    </message>
    <message>
        <source>%1 has forgotten what you spoke of.</source>
        <translation>%1 hat vergessen, worüber ihr gesprochen habt.</translation>
    </message>
    <message>
        <source>Delete this dialogue…</source>
        <translation>Diesen Dialog löschen …</translation>
    </message>
    <message>
        <source>Delete this dialogue?</source>
        <translation>Diesen Dialog löschen?</translation>
    </message>
    <message>
        <source>What you and %1 said to each other is deleted from the server and from your devices.</source>
        <translation>Was du und %1 einander geschrieben habt, wird auf dem Server und auf deinen Geräten gelöscht.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>The dialogue is deleted.</source>
        <translation>Der Dialog ist gelöscht.</translation>
    </message>
</context>
<context>
    <name>confab::ui::ChatPage</name>
    <message>
        <source>What was kept on this computer could not be read and is fetched anew.</source>
        <translation>Was auf diesem Rechner gespeichert war, ist nicht lesbar und wird neu geholt.</translation>
    </message>
    <message>
        <source>What was kept on this computer could not be read. It is fetched anew; messages that waited to be sent are lost.</source>
        <translation>Was auf diesem Rechner gespeichert war, ist nicht lesbar. Es wird neu geholt; wartende Nachrichten sind verloren.</translation>
    </message>
    <message>
        <source>You are no longer in #%1.</source>
        <translation>Du bist nicht mehr in #%1.</translation>
    </message>
    <message>
        <source>Nothing can be written to this computer&apos;s disk. Messages that wait to be sent are lost when Confab is closed.</source>
        <translation>Auf die Festplatte dieses Computers kann nichts geschrieben werden. Nachrichten, die noch auf das Senden warten, gehen verloren, wenn Confab geschlossen wird.</translation>
    </message>
    <message numerus="yes">
        <source>%1 was set back to an earlier state and lost %n of your messages. They are in their conversations, to be sent again or deleted.</source>
        <translation>
            <numerusform>%1 wurde auf einen früheren Stand zurückgesetzt und hat %n Ihrer Nachrichten verloren. Sie steht in ihrer Unterhaltung, um erneut gesendet oder gelöscht zu werden.</numerusform>
            <numerusform>%1 wurde auf einen früheren Stand zurückgesetzt und hat %n Ihrer Nachrichten verloren. Sie stehen in ihren Unterhaltungen, um erneut gesendet oder gelöscht zu werden.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The server was set back to an earlier state: %n of your changes that waited to be sent were dropped.</source>
        <translation>
            <numerusform>Der Server wurde auf einen früheren Stand zurückgesetzt: %n deiner Änderungen, die auf das Senden wartete, wurde verworfen.</numerusform>
            <numerusform>Der Server wurde auf einen früheren Stand zurückgesetzt: %n deiner Änderungen, die auf das Senden warteten, wurden verworfen.</numerusform>
        </translation>
    </message>
    <message>
        <source>That message is on a server that you have not joined: %1</source>
        <translation>Diese Nachricht ist auf einem Server, dem du nicht beigetreten bist: %1</translation>
    </message>
    <message>
        <source>New direct message</source>
        <translation>Neue Direktnachricht</translation>
    </message>
    <message>
        <source>New room</source>
        <translation>Neuer Raum</translation>
    </message>
    <message>
        <source>Browse rooms</source>
        <translation>Räume durchsuchen</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>Mitglieder</translation>
    </message>
    <message>
        <source>Of this conversation</source>
        <translation>Dieses Gesprächs</translation>
    </message>
    <message>
        <source>Mark everything read</source>
        <translation>Alles als gelesen markieren</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>Gastgeber</translation>
    </message>
    <message>
        <source>Light theme</source>
        <translation>Helle Farben</translation>
    </message>
    <message>
        <source>Dark theme</source>
        <translation>Dunkle Farben</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Add a server</source>
        <translation>Server hinzufügen</translation>
    </message>
    <message>
        <source>About Confab</source>
        <translation>Über Confab</translation>
    </message>
</context>
<context>
    <name>confab::ui::CommandBook</name>
    <message>
        <source>TEXT</source>
        <translation>TEXT</translation>
    </message>
    <message>
        <source>Say what you do, in italics</source>
        <translation>Sagen, was du tust, in Kursivschrift</translation>
    </message>
    <message>
        <source>Write behind it what you do, as in “/me waves”.</source>
        <translation>Schreib dahinter, was du tust, etwa „/me winkt“.</translation>
    </message>
    <message>
        <source>Put a shrug behind the text</source>
        <translation>Ein Schulterzucken hinter den Text setzen</translation>
    </message>
    <message>
        <source>Say what this room is for</source>
        <translation>Sagen, wofür dieser Raum ist</translation>
    </message>
    <message>
        <source>Write the new topic behind it.</source>
        <translation>Schreib das neue Thema dahinter.</translation>
    </message>
    <message>
        <source>NAME</source>
        <translation>NAME</translation>
    </message>
    <message>
        <source>Add somebody to this room</source>
        <translation>Jemanden zu diesem Raum hinzufügen</translation>
    </message>
    <message>
        <source>Write behind it who is to be added, as in “/invite ben”.</source>
        <translation>Schreib dahinter, wer hinzugefügt werden soll, etwa „/invite ben“.</translation>
    </message>
    <message>
        <source>Nobody here is called “%1”.</source>
        <translation>Niemand hier heißt „%1“.</translation>
    </message>
    <message>
        <source>Begin the dialogue with %1 anew</source>
        <translation>Den Dialog mit %1 neu anfangen</translation>
    </message>
</context>
<context>
    <name>confab::ui::CompletionList</name>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>What may be meant</source>
        <translation>Was gemeint sein kann</translation>
    </message>
</context>
<context>
    <name>confab::ui::Composer</name>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>Too long for one message: %1 of at most %2. Please send it in parts.</source>
        <translation>Zu lang für eine Nachricht: %1 von höchstens %2. Bitte in Teilen senden.</translation>
    </message>
    <message>
        <source>Keep it as it was</source>
        <translation>Lassen, wie es war</translation>
    </message>
    <message>
        <source>Do not answer it</source>
        <translation>Nicht darauf antworten</translation>
    </message>
    <message>
        <source>Emoji</source>
        <translation>Emoji</translation>
    </message>
    <message>
        <source>Editing</source>
        <translation>Wird geändert</translation>
    </message>
    <message>
        <source>Esc keeps it as it was</source>
        <translation>Esc lässt sie, wie sie war</translation>
    </message>
    <message>
        <source>There is no command “/%1” here. Enter once more sends it as text.</source>
        <translation>Den Befehl „/%1“ gibt es hier nicht. Noch einmal Eingabe sendet es als Text.</translation>
    </message>
    <message>
        <source>This is too long for one message. Please send it in parts.</source>
        <translation>Das ist zu lang für eine Nachricht. Bitte in Teilen senden.</translation>
    </message>
    <message>
        <source>Attach files</source>
        <translation>Dateien anhängen</translation>
    </message>
    <message>
        <source>Send as a file</source>
        <translation>Als Datei senden</translation>
    </message>
    <message>
        <source>Too long for one message: %1 of at most %2.</source>
        <translation>Zu lang für eine Nachricht: %1 von höchstens %2.</translation>
    </message>
    <message>
        <source>This server takes no files.</source>
        <translation>Dieser Server nimmt keine Dateien an.</translation>
    </message>
    <message>
        <source>Choose files to send</source>
        <translation>Dateien zum Senden wählen</translation>
    </message>
    <message>
        <source>Files can be sent once the message is saved.</source>
        <translation>Dateien können gesendet werden, sobald die Nachricht gespeichert ist.</translation>
    </message>
    <message numerus="yes">
        <source>%n files at most go with one message.</source>
        <translation>
            <numerusform>Mit einer Nachricht geht höchstens %n Datei.</numerusform>
            <numerusform>Mit einer Nachricht gehen höchstens %n Dateien.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is a folder: only files can be sent.</source>
        <translation>%1 ist ein Ordner: Nur Dateien können gesendet werden.</translation>
    </message>
    <message>
        <source>%1 is %2; this server takes files up to %3.</source>
        <translation>%1 hat %2; dieser Server nimmt Dateien bis %3 an.</translation>
    </message>
    <message>
        <source>%1 is empty.</source>
        <comment>a file</comment>
        <translation>%1 ist leer.</translation>
    </message>
    <message>
        <source>%1 cannot be read.</source>
        <comment>a file</comment>
        <translation>%1 kann nicht gelesen werden.</translation>
    </message>
    <message numerus="yes">
        <source>%1 And %n more are not taken.</source>
        <comment>a sentence about a file comes first</comment>
        <translation>
            <numerusform>%1 Und %n weitere wird nicht angenommen.</numerusform>
            <numerusform>%1 Und %n weitere werden nicht angenommen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Picture %1</source>
        <comment>the name of a file, without its ending; a date and a time</comment>
        <translation>Bild %1</translation>
    </message>
    <message>
        <source>The picture cannot be written to this computer&apos;s disk.</source>
        <translation>Das Bild kann nicht auf die Festplatte dieses Rechners geschrieben werden.</translation>
    </message>
    <message>
        <source>message</source>
        <comment>the name of a file, without its ending</comment>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>The text cannot be written to this computer&apos;s disk.</source>
        <translation>Der Text kann nicht auf die Festplatte dieses Rechners geschrieben werden.</translation>
    </message>
</context>
<context>
    <name>confab::ui::ComposerBar</name>
    <message>
        <source>%1: %2</source>
        <comment>what is done: what it is done to</comment>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>confab::ui::ConflictPage</name>
    <message>
        <source>Edited twice</source>
        <translation>Zweimal geändert</translation>
    </message>
    <message>
        <source>Keep what stands there</source>
        <translation>Lassen, was da steht</translation>
    </message>
    <message>
        <source>Use mine</source>
        <translation>Meinen nehmen</translation>
    </message>
    <message>
        <source>This message was edited elsewhere while you edited it. Nothing is lost: choose which text is to stay.</source>
        <translation>Diese Nachricht wurde anderswo geändert, während du sie geändert hast. Nichts ist verloren: Wähle, welcher Text bleiben soll.</translation>
    </message>
    <message>
        <source>What stands there now</source>
        <translation>Was jetzt da steht</translation>
    </message>
    <message>
        <source>What you wrote</source>
        <translation>Was du geschrieben hast</translation>
    </message>
</context>
<context>
    <name>confab::ui::ContactListView</name>
    <message>
        <source>Conversations</source>
        <translation>Gespräche</translation>
    </message>
</context>
<context>
    <name>confab::ui::ContactsPanel</name>
    <message>
        <source>New conversation</source>
        <translation>Neues Gespräch</translation>
    </message>
    <message>
        <source>Filter conversations</source>
        <translation>Gespräche filtern</translation>
    </message>
    <message>
        <source>Search or jump</source>
        <translation>Suchen, springen</translation>
    </message>
    <message>
        <source>Ctrl+K</source>
        <translation>Strg+K</translation>
    </message>
    <message>
        <source>New direct message…</source>
        <translation>Neue Direktnachricht…</translation>
    </message>
    <message>
        <source>New room…</source>
        <translation>Neuer Raum…</translation>
    </message>
    <message>
        <source>Browse rooms…</source>
        <translation>Räume durchsuchen…</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>Gespräche</translation>
    </message>
</context>
<context>
    <name>confab::ui::ConversationActions</name>
    <message>
        <source>Mark as read</source>
        <translation>Als gelesen markieren</translation>
    </message>
    <message>
        <source>Mark as unread</source>
        <translation>Als ungelesen markieren</translation>
    </message>
    <message>
        <source>Unmute</source>
        <translation>Stummschaltung aufheben</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>Stummschalten</translation>
    </message>
    <message>
        <source>Remove from favourites</source>
        <translation>Aus den Favoriten entfernen</translation>
    </message>
    <message>
        <source>Add to favourites</source>
        <translation>Zu den Favoriten hinzufügen</translation>
    </message>
    <message>
        <source>Take out of the archive</source>
        <translation>Aus dem Archiv holen</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>Archivieren</translation>
    </message>
</context>
<context>
    <name>confab::ui::ConversationPage</name>
    <message>
        <source>Members</source>
        <translation>Mitglieder</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Everyone</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Message Everyone</source>
        <translation>Nachricht an alle</translation>
    </message>
    <message>
        <source>Notes to yourself</source>
        <translation>Notizen an dich</translation>
    </message>
    <message>
        <source>Write a note</source>
        <translation>Notiz schreiben</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>presence · status</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Message %1</source>
        <translation>Nachricht an %1</translation>
    </message>
    <message>
        <source>Bot</source>
        <translation>Bot</translation>
    </message>
    <message>
        <source>Ask %1</source>
        <translation>%1 fragen</translation>
    </message>
    <message numerus="yes">
        <source>%n people</source>
        <translation>
            <numerusform>%n Person</numerusform>
            <numerusform>%n Personen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>people · online</comment>
        <translation>%1 · %2</translation>
    </message>
    <message numerus="yes">
        <source>%n online</source>
        <translation>
            <numerusform>%n online</numerusform>
            <numerusform>%n online</numerusform>
        </translation>
    </message>
    <message>
        <source>Conversation: %1</source>
        <translation>Gespräch: %1</translation>
    </message>
    <message>
        <source>Ctrl+K to jump anywhere</source>
        <translation>Strg+K springt überallhin</translation>
    </message>
    <message>
        <source>Nobody yet</source>
        <translation>Noch niemand</translation>
    </message>
    <message>
        <source>Send this to a friend. When they come, you will see them here.</source>
        <translation>Schick das einem Freund. Sobald er kommt, siehst du ihn hier.</translation>
    </message>
    <message>
        <source>This is Everyone</source>
        <translation>Das ist „Alle“</translation>
    </message>
    <message>
        <source>Everybody on this server can read what is said here.</source>
        <translation>Was hier gesagt wird, lesen alle auf diesem Server.</translation>
    </message>
    <message>
        <source>This is #%1</source>
        <translation>Das ist #%1</translation>
    </message>
    <message>
        <source>Say what it is for, or just hello.</source>
        <translation>Sag, wofür der Raum ist, oder einfach hallo.</translation>
    </message>
    <message>
        <source>Add people</source>
        <translation>Personen hinzufügen</translation>
    </message>
    <message>
        <source>Only you read this. The host&apos;s computer keeps it.</source>
        <translation>Das liest nur du. Der Rechner des Gastgebers bewahrt es auf.</translation>
    </message>
    <message>
        <source>You and %1</source>
        <translation>Du und %1</translation>
    </message>
    <message>
        <source>Only you two read this here. The host&apos;s computer keeps it.</source>
        <translation>Das lesen hier nur ihr zwei. Der Rechner des Gastgebers bewahrt es auf.</translation>
    </message>
    <message>
        <source>Ask something, or say “help”.</source>
        <translation>Frag etwas, oder sag „help“.</translation>
    </message>
    <message>
        <source>Room details…</source>
        <translation>Raumdetails…</translation>
    </message>
    <message>
        <source>Add people…</source>
        <translation>Personen hinzufügen…</translation>
    </message>
    <message>
        <source>Leave room…</source>
        <translation>Raum verlassen…</translation>
    </message>
    <message>
        <source>Delete room…</source>
        <translation>Raum löschen…</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Pinned, files and links</source>
        <translation>Angeheftetes, Dateien und Links</translation>
    </message>
    <message>
        <source>Drop files to send them to #%1</source>
        <translation>Dateien ablegen, um sie an #%1 zu senden</translation>
    </message>
    <message>
        <source>Drop files to send them to %1</source>
        <translation>Dateien ablegen, um sie an %1 zu senden</translation>
    </message>
    <message>
        <source>Go to a date…</source>
        <translation>Zu einem Datum gehen…</translation>
    </message>
    <message>
        <source>Bot · read by %1</source>
        <comment>a model or service</comment>
        <translation>Bot · %1 liest mit</translation>
    </message>
    <message>
        <source>A plain AWS backend: nobody can tell who wrote a text, nor whether it was meant for you alone or for everyone.</source>
        <translation>Ein einfaches AWS-Backend: Niemand kann sagen, wer einen Text geschrieben hat, und ob er nur dir galt oder allen.</translation>
    </message>
    <message>
        <source>This backend has said that it does not know that.</source>
        <translation>Dieses Backend hat gesagt, dass es das nicht kennt.</translation>
    </message>
    <message>
        <source>Everybody on this backend can read what is said here.</source>
        <translation>Was hier gesagt wird, lesen alle auf diesem Backend.</translation>
    </message>
    <message>
        <source>To %1</source>
        <translation>An %1</translation>
    </message>
    <message>
        <source>What they answer comes to Everyone, as a text like any other.</source>
        <translation>Was sie antworten, kommt unter Alle an, als ein Text wie jeder andere.</translation>
    </message>
</context>
<context>
    <name>confab::ui::ConversationSource</name>
    <message>
        <source>Everybody here</source>
        <translation>Alle hier</translation>
    </message>
    <message>
        <source>Bot · read by %1</source>
        <translation>Bot · %1 liest mit</translation>
    </message>
</context>
<context>
    <name>confab::ui::ConversationView</name>
    <message>
        <source>Copy text</source>
        <translation>Text kopieren</translation>
    </message>
    <message>
        <source>Copy selection</source>
        <translation>Auswahl kopieren</translation>
    </message>
    <message>
        <source>Open %1</source>
        <comment>a link</comment>
        <translation>%1 öffnen</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>Link kopieren</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Nochmal</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Ändern</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>Add a reaction</source>
        <translation>Reaktion hinzufügen</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>Open the thread</source>
        <translation>Thread öffnen</translation>
    </message>
    <message>
        <source>Reply in a thread</source>
        <translation>In einem Thread antworten</translation>
    </message>
    <message>
        <source>Copy link to this message</source>
        <translation>Link zu dieser Nachricht kopieren</translation>
    </message>
    <message numerus="yes">
        <source>Forward %n message(s)</source>
        <translation>
            <numerusform>%n Nachricht weiterleiten</numerusform>
            <numerusform>%n Nachrichten weiterleiten</numerusform>
        </translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Weiterleiten</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>Loslösen</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>Anheften</translation>
    </message>
    <message>
        <source>Mark unread from here</source>
        <translation>Ab hier als ungelesen markieren</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n message(s)</source>
        <translation>
            <numerusform>%n Nachricht löschen</numerusform>
            <numerusform>%n Nachrichten löschen</numerusform>
        </translation>
    </message>
    <message>
        <source>Jump to the latest</source>
        <translation>Zum Neuesten springen</translation>
    </message>
    <message>
        <source>Back to where you were</source>
        <translation>Zurück, wo du warst</translation>
    </message>
    <message numerus="yes">
        <source>Save %n message(s)</source>
        <translation>
            <numerusform>%n Nachricht speichern</numerusform>
            <numerusform>%n Nachrichten speichern</numerusform>
        </translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
</context>
<context>
    <name>confab::ui::DateMenu</name>
    <message>
        <source>Go to a date</source>
        <translation>Zu einem Datum gehen</translation>
    </message>
    <message>
        <source>Month before</source>
        <translation>Voriger Monat</translation>
    </message>
    <message>
        <source>Month after</source>
        <translation>Nächster Monat</translation>
    </message>
</context>
<context>
    <name>confab::ui::DetailsPane</name>
    <message>
        <source>Message details</source>
        <translation>Nachrichtendetails</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Gesendet</translation>
    </message>
    <message>
        <source>%1, edited</source>
        <comment>a time</comment>
        <translation>%1, geändert</translation>
    </message>
    <message>
        <source>Read by</source>
        <translation>Gelesen von</translation>
    </message>
    <message>
        <source>Not read yet</source>
        <translation>Noch nicht gelesen</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Sucht…</translation>
    </message>
    <message numerus="yes">
        <source>%1 · %n</source>
        <comment>emoji · how many</comment>
        <translation>
            <numerusform>%1 · %n</numerusform>
            <numerusform>%1 · %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Nobody yet.</source>
        <translation>Noch niemand.</translation>
    </message>
    <message>
        <source>More people</source>
        <translation>Mehr Personen</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>day, time</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>How the bot understood it</source>
        <translation>Wie der Bot es verstanden hat</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>intent · its state</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>what a bot wants to know: the answer</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>not told yet</source>
        <translation>noch nicht gesagt</translation>
    </message>
</context>
<context>
    <name>confab::ui::Emoji</name>
    <message>
        <source>Smileys</source>
        <translation>Smileys</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>Animals and plants</source>
        <translation>Tiere und Pflanzen</translation>
    </message>
    <message>
        <source>Food and drink</source>
        <translation>Essen und Trinken</translation>
    </message>
    <message>
        <source>Activities</source>
        <translation>Aktivitäten</translation>
    </message>
    <message>
        <source>Travel and places</source>
        <translation>Reisen und Orte</translation>
    </message>
    <message>
        <source>Objects</source>
        <translation>Gegenstände</translation>
    </message>
    <message>
        <source>Symbols</source>
        <translation>Symbole</translation>
    </message>
    <message>
        <source>Flags</source>
        <translation>Flaggen</translation>
    </message>
</context>
<context>
    <name>confab::ui::EmojiGrid</name>
    <message>
        <source>Emoji</source>
        <translation>Emoji</translation>
    </message>
    <message>
        <source>Nothing called “%1”.</source>
        <translation>Nichts heißt „%1“.</translation>
    </message>
</context>
<context>
    <name>confab::ui::EmojiPicker</name>
    <message>
        <source>Emoji</source>
        <translation>Emoji</translation>
    </message>
    <message>
        <source>Find an emoji</source>
        <translation>Emoji suchen</translation>
    </message>
</context>
<context>
    <name>confab::ui::EmojiRows</name>
    <message>
        <source>Used lately</source>
        <translation>Zuletzt benutzt</translation>
    </message>
</context>
<context>
    <name>confab::ui::EmojiTabs</name>
    <message>
        <source>Used lately</source>
        <translation>Zuletzt benutzt</translation>
    </message>
</context>
<context>
    <name>confab::ui::EmptyState</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Invite</source>
        <translation>Einladung</translation>
    </message>
    <message>
        <source>Copy the invite</source>
        <translation>Einladung kopieren</translation>
    </message>
</context>
<context>
    <name>confab::ui::FileActions</name>
    <message>
        <source>A bot reads no files.</source>
        <translation>Ein Bot liest keine Dateien.</translation>
    </message>
    <message>
        <source>Guests send no files.</source>
        <translation>Gäste können keine Dateien senden.</translation>
    </message>
    <message>
        <source>The file cannot be copied to where other programs find it.</source>
        <translation>Die Datei kann nicht dorthin kopiert werden, wo andere Programme sie finden.</translation>
    </message>
    <message>
        <source>No program on this computer opens this file. It can be saved instead.</source>
        <translation>Kein Programm auf diesem Rechner öffnet diese Datei. Du kannst sie stattdessen speichern.</translation>
    </message>
    <message>
        <source>Save file</source>
        <translation>Datei speichern</translation>
    </message>
    <message>
        <source>%1 cannot be written there.</source>
        <comment>a file</comment>
        <translation>%1 kann dort nicht geschrieben werden.</translation>
    </message>
</context>
<context>
    <name>confab::ui::FileTray</name>
    <message>
        <source>Files to send</source>
        <translation>Dateien zum Senden</translation>
    </message>
</context>
<context>
    <name>confab::ui::Files</name>
    <message>
        <source>%1 of %2</source>
        <comment>how much of a file has moved</comment>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1 · waits</source>
        <comment>size of a file</comment>
        <translation>%1 · wartet</translation>
    </message>
    <message>
        <source>%1 · paused</source>
        <comment>2 of 5 MiB</comment>
        <translation>%1 · pausiert</translation>
    </message>
</context>
<context>
    <name>confab::ui::FirstRunPage</name>
    <message>
        <source>Back to the chat</source>
        <translation>Zurück zum Chat</translation>
    </message>
    <message>
        <source>Welcome to Confab</source>
        <translation>Willkommen bei Confab</translation>
    </message>
    <message>
        <source>Join a chat on this network, or host one on this computer.</source>
        <translation>Tritt einem Chat in diesem Netz bei, oder starte einen auf diesem Rechner.</translation>
    </message>
    <message>
        <source>Join a chat.</source>
        <translation>Tritt einem Chat bei.</translation>
    </message>
    <message>
        <source>Join a chat</source>
        <translation>Einem Chat beitreten</translation>
    </message>
    <message>
        <source>Host a chat</source>
        <translation>Einen Chat starten</translation>
    </message>
    <message>
        <source>Join or host</source>
        <translation>Beitreten oder starten</translation>
    </message>
</context>
<context>
    <name>confab::ui::ForwardPage</name>
    <message numerus="yes">
        <source>Forward %n messages to…</source>
        <translation>
            <numerusform>%n Nachricht weiterleiten an…</numerusform>
            <numerusform>%n Nachrichten weiterleiten an…</numerusform>
        </translation>
    </message>
    <message>
        <source>Search rooms and people</source>
        <translation>Räume und Personen suchen</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>Gespräche</translation>
    </message>
</context>
<context>
    <name>confab::ui::HitList</name>
    <message>
        <source>notes to yourself</source>
        <translation>Notizen an dich</translation>
    </message>
    <message>
        <source>to %1</source>
        <translation>an %1</translation>
    </message>
    <message>
        <source>to you</source>
        <translation>an dich</translation>
    </message>
    <message>
        <source>bot</source>
        <translation>Bot</translation>
    </message>
    <message>
        <source>thread</source>
        <translation>Thread</translation>
    </message>
    <message>
        <source>%1 · thread</source>
        <comment>where a message was said</comment>
        <translation>%1 · Thread</translation>
    </message>
    <message numerus="yes">
        <source>%n replies</source>
        <translation>
            <numerusform>%n Antwort</numerusform>
            <numerusform>%n Antworten</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>where · replies</comment>
        <translation>%1 · %2</translation>
    </message>
</context>
<context>
    <name>confab::ui::HitModel</name>
    <message>
        <source>%1, %2: %3</source>
        <comment>sender, time, text</comment>
        <translation>%1, %2: %3</translation>
    </message>
    <message>
        <source>%1, %2, %3: %4</source>
        <comment>sender, where, time, text</comment>
        <translation>%1, %2, %3: %4</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>size of a file, its sender</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>%1, %2, %3</source>
        <comment>name of a file; size and sender; time</comment>
        <translation>%1, %2, %3</translation>
    </message>
    <message>
        <source>%1, %2, %3, unread: %4</source>
        <comment>sender, where, time, text</comment>
        <translation>%1, %2, %3, ungelesen: %4</translation>
    </message>
</context>
<context>
    <name>confab::ui::HostBox</name>
    <message>
        <source>Name of the chat</source>
        <translation>Name des Chats</translation>
    </message>
    <message>
        <source>Host this chat</source>
        <translation>Diesen Chat starten</translation>
    </message>
    <message>
        <source>Who may join</source>
        <translation>Wer beitreten darf</translation>
    </message>
    <message>
        <source>People with an invite</source>
        <translation>Wer eingeladen ist</translation>
    </message>
    <message>
        <source>You get a code to share.</source>
        <translation>Du bekommst einen Code zum Weitergeben.</translation>
    </message>
    <message>
        <source>Anyone on this network</source>
        <translation>Alle in diesem Netz</translation>
    </message>
    <message>
        <source>They sign up themselves; you can remove them.</source>
        <translation>Sie melden sich selbst an; du kannst sie entfernen.</translation>
    </message>
    <message>
        <source>Anyone, as a guest too</source>
        <translation>Alle, auch als Gast</translation>
    </message>
    <message>
        <source>No account needed. Best for a workshop.</source>
        <translation>Ohne Konto. Gut für einen Workshop.</translation>
    </message>
    <message>
        <source>Runs while Confab is open. Encrypted on the way; whoever hosts the server can read the messages.</source>
        <translation>Läuft, solange Confab offen ist. Unterwegs verschlüsselt; wer den Server betreibt, kann die Nachrichten lesen.</translation>
    </message>
    <message>
        <source>Our chat</source>
        <translation>Unser Chat</translation>
    </message>
    <message>
        <source>%1’s chat</source>
        <translation>Chat von %1</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Startet…</translation>
    </message>
</context>
<context>
    <name>confab::ui::HostFlow</name>
    <message>
        <source>Give the chat a name.</source>
        <translation>Gib dem Chat einen Namen.</translation>
    </message>
</context>
<context>
    <name>confab::ui::HostPage</name>
    <message>
        <source>Join %1 with Confab. Address: %2</source>
        <translation>Tritt %1 mit Confab bei. Adresse: %2</translation>
    </message>
    <message>
        <source>Join %1 with Confab. Address: %2 Invite code: %3</source>
        <translation>Tritt %1 mit Confab bei. Adresse: %2 Einladungscode: %3</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>Gastgeber</translation>
    </message>
    <message>
        <source>Stop hosting</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>On</source>
        <comment>hosting is</comment>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Host a chat from this computer</source>
        <translation>Einen Chat auf diesem Rechner betreiben</translation>
    </message>
    <message>
        <source>Friends on this network join by address. It runs while Confab is open.</source>
        <translation>Freunde in diesem Netz treten mit der Adresse bei. Er läuft, solange Confab offen ist.</translation>
    </message>
    <message>
        <source>Start hosting</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Invite code</source>
        <translation>Einladungscode</translation>
    </message>
    <message>
        <source>Good for 20 people, for a day after hosting began.</source>
        <translation>Gilt für 20 Personen, einen Tag ab dem Start.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy address and code</source>
        <translation>Adresse und Code kopieren</translation>
    </message>
    <message>
        <source>Here now</source>
        <translation>Jetzt hier</translation>
    </message>
    <message>
        <source>Who may join</source>
        <translation>Wer beitreten darf</translation>
    </message>
    <message>
        <source>Encrypted on the way; whoever hosts the server can read the messages.</source>
        <translation>Unterwegs verschlüsselt; wer den Server betreibt, kann die Nachrichten lesen.</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Hält an…</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Startet…</translation>
    </message>
    <message>
        <source>nobody yet</source>
        <translation>noch niemand</translation>
    </message>
    <message numerus="yes">
        <source>%n people here</source>
        <translation>
            <numerusform>%n Person hier</numerusform>
            <numerusform>%n Personen hier</numerusform>
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
    <message>
        <source>for %1 · %2</source>
        <comment>behind On: a duration · people here</comment>
        <translation>seit %1 · %2</translation>
    </message>
    <message>
        <source>Nobody yet. Share the invite.</source>
        <translation>Noch niemand. Teile die Einladung.</translation>
    </message>
    <message>
        <source>Invite someone to %1</source>
        <translation>Jemanden zu %1 einladen</translation>
    </message>
    <message>
        <source>They choose “Join a chat” and type the address, then the code.</source>
        <translation>Sie wählen „Einem Chat beitreten“ und tippen die Adresse, dann den Code.</translation>
    </message>
    <message>
        <source>They choose “Join a chat” and type the address.</source>
        <translation>Sie wählen „Einem Chat beitreten“ und tippen die Adresse.</translation>
    </message>
    <message>
        <source>Address: %1</source>
        <translation>Adresse: %1</translation>
    </message>
    <message>
        <source>%1, port %2</source>
        <translation>%1, Port %2</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Stop hosting %1?</source>
        <translation>%1 anhalten?</translation>
    </message>
    <message>
        <source>Everybody is disconnected. Nothing is lost: the messages stay on this computer, and you can host again.</source>
        <translation>Alle werden getrennt. Nichts geht verloren: Die Nachrichten bleiben auf diesem Rechner, und du kannst wieder starten.</translation>
    </message>
</context>
<context>
    <name>confab::ui::HostRow</name>
    <message>
        <source>Copy the invite</source>
        <translation>Einladung kopieren</translation>
    </message>
    <message>
        <source>Hosting, nobody yet</source>
        <translation>Läuft, noch niemand hier</translation>
    </message>
    <message numerus="yes">
        <source>Hosting, %n here</source>
        <translation>
            <numerusform>Läuft, %n hier</numerusform>
            <numerusform>Läuft, %n hier</numerusform>
        </translation>
    </message>
    <message>
        <source>Hosting</source>
        <translation>Chat läuft</translation>
    </message>
    <message>
        <source>nobody yet</source>
        <translation>noch niemand</translation>
    </message>
    <message numerus="yes">
        <source>%n here</source>
        <translation>
            <numerusform>%n hier</numerusform>
            <numerusform>%n hier</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>confab::ui::HoverBar</name>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Copy text</source>
        <translation>Text kopieren</translation>
    </message>
    <message>
        <source>React with %1</source>
        <translation>Mit %1 reagieren</translation>
    </message>
    <message>
        <source>Add a reaction</source>
        <translation>Reaktion hinzufügen</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>Reply in a thread</source>
        <translation>In einem Thread antworten</translation>
    </message>
</context>
<context>
    <name>confab::ui::JoinBox</name>
    <message>
        <source>I am new here</source>
        <translation>Ich bin neu hier</translation>
    </message>
    <message>
        <source>I have an account</source>
        <translation>Ich habe ein Konto</translation>
    </message>
    <message>
        <source>Invite code</source>
        <translation>Einladungscode</translation>
    </message>
    <message>
        <source>Join as a guest</source>
        <translation>Als Gast beitreten</translation>
    </message>
    <message>
        <source>The host sees the address on their Host page. The server is asked first what it needs; your name and password leave only when you join.</source>
        <translation>Die Adresse steht beim Gastgeber auf seiner Seite. Der Server wird erst gefragt, was er braucht; Name und Passwort gehen erst beim Beitreten hinaus.</translation>
    </message>
    <message>
        <source>Are you new on this server?</source>
        <translation>Bist du neu auf diesem Server?</translation>
    </message>
    <message>
        <source>From the person who invited you</source>
        <translation>Von der Person, die dich einlädt</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>192.168.1.24, chat.example.org or wss://…</source>
        <translation>192.168.1.24, chat.example.org oder wss://…</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Asking the server…</source>
        <translation>Der Server wird gefragt…</translation>
    </message>
    <message>
        <source>Sign up</source>
        <translation>Konto anlegen</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>Beitreten</translation>
    </message>
    <message>
        <source>Join %1</source>
        <translation>%1 beitreten</translation>
    </message>
    <message>
        <source>Joining…</source>
        <translation>Tritt bei…</translation>
    </message>
    <message>
        <source>Shown as (optional)</source>
        <translation>Angezeigt als (freiwillig)</translation>
    </message>
    <message>
        <source>An AWS backend, even a plain one</source>
        <translation>Ein AWS-Backend, auch ein einfaches</translation>
    </message>
    <message>
        <source>Behind Amazon API Gateway. Where it does not speak Confab&apos;s protocol you chat in bare texts: nobody can tell who wrote one.</source>
        <translation>Hinter Amazon API Gateway. Spricht es nicht Confabs Protokoll, chattet ihr in bloßen Texten: Niemand kann sagen, wer einen geschrieben hat.</translation>
    </message>
</context>
<context>
    <name>confab::ui::JoinFlow</name>
    <message>
        <source>Type the address that the host sees, such as 192.168.1.24.</source>
        <translation>Gib die Adresse ein, die beim Gastgeber steht, etwa 192.168.1.24.</translation>
    </message>
    <message>
        <source>That is no address. It looks like 192.168.1.24, chat.example.org or wss://chat.example.org.</source>
        <translation>Das ist keine Adresse. Sie sieht so aus: 192.168.1.24, chat.example.org oder wss://chat.example.org.</translation>
    </message>
    <message>
        <source>New accounts need an invite code here. Ask the host for one.</source>
        <translation>Neue Konten brauchen hier einen Einladungscode. Frag den Gastgeber danach.</translation>
    </message>
    <message>
        <source>Type the name you have on this server.</source>
        <translation>Gib den Namen ein, den du auf diesem Server hast.</translation>
    </message>
    <message>
        <source>Type your password.</source>
        <translation>Gib dein Passwort ein.</translation>
    </message>
    <message>
        <source>A chat server answers there, but it does not speak Confab&apos;s protocol. If it is a plain AWS backend, tick the box below and continue.</source>
        <translation>Dort antwortet ein Chat-Server, aber er spricht nicht Confabs Protokoll. Ist es ein einfaches AWS-Backend, setze unten das Häkchen und mache weiter.</translation>
    </message>
</context>
<context>
    <name>confab::ui::JumpButton</name>
    <message numerus="yes">
        <source>Jump to the latest, %n new message(s)</source>
        <translation>
            <numerusform>Zum Neuesten, eine neue Nachricht</numerusform>
            <numerusform>Zum Neuesten, %n neue Nachrichten</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>confab::ui::ListRow</name>
    <message>
        <source>, </source>
        <comment>between the parts of a spoken description</comment>
        <translation>, </translation>
    </message>
</context>
<context>
    <name>confab::ui::MainWindow</name>
    <message>
        <source>Previous conversation</source>
        <translation>Voriges Gespräch</translation>
    </message>
    <message>
        <source>Next conversation</source>
        <translation>Nächstes Gespräch</translation>
    </message>
    <message>
        <source>Previous unread conversation</source>
        <translation>Voriges ungelesenes Gespräch</translation>
    </message>
    <message>
        <source>Next unread conversation</source>
        <translation>Nächstes ungelesenes Gespräch</translation>
    </message>
    <message>
        <source>New direct message</source>
        <translation>Neue Direktnachricht</translation>
    </message>
    <message>
        <source>Pick the previous message</source>
        <translation>Die vorige Nachricht auswählen</translation>
    </message>
    <message>
        <source>Pick the next message</source>
        <translation>Die nächste Nachricht auswählen</translation>
    </message>
    <message>
        <source>Mark everything read</source>
        <translation>Alles als gelesen markieren</translation>
    </message>
    <message>
        <source>Next pane</source>
        <translation>Nächster Bereich</translation>
    </message>
    <message>
        <source>Previous pane</source>
        <translation>Voriger Bereich</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>Größerer Text</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>Kleinerer Text</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Close a page; back to the newest message</source>
        <translation>Seite schließen; zurück zur neuesten Nachricht</translation>
    </message>
    <message>
        <source>Edit the last message that waits</source>
        <translation>Die letzte wartende Nachricht ändern</translation>
    </message>
    <message>
        <source>Confab</source>
        <translation>Confab</translation>
    </message>
    <message>
        <source>%1 – Confab</source>
        <translation>%1 – Confab</translation>
    </message>
    <message>
        <source>(%1) %2</source>
        <comment>unread count, window title</comment>
        <translation>(%1) %2</translation>
    </message>
    <message>
        <source>Stop hosting %1 and quit?</source>
        <translation>%1 anhalten und beenden?</translation>
    </message>
    <message>
        <source>Everybody is disconnected. Nothing is lost: the messages stay on this computer, and you can host again.</source>
        <translation>Alle werden getrennt. Nichts geht verloren: Die Nachrichten bleiben auf diesem Rechner, und du kannst wieder starten.</translation>
    </message>
    <message>
        <source>Stop and quit</source>
        <translation>Anhalten und beenden</translation>
    </message>
    <message>
        <source>Jump anywhere</source>
        <translation>Überallhin springen</translation>
    </message>
    <message>
        <source>Search in this conversation</source>
        <translation>In diesem Gespräch suchen</translation>
    </message>
    <message>
        <source>Search everywhere</source>
        <translation>Überall suchen</translation>
    </message>
    <message>
        <source>What is unread</source>
        <translation>Was ungelesen ist</translation>
    </message>
    <message>
        <source>Back to where you were</source>
        <translation>Zurück, wo du warst</translation>
    </message>
</context>
<context>
    <name>confab::ui::MembersPane</name>
    <message>
        <source>Members</source>
        <translation>Mitglieder</translation>
    </message>
    <message>
        <source>Close members</source>
        <translation>Mitglieder schließen</translation>
    </message>
    <message>
        <source>Add people</source>
        <translation>Personen hinzufügen</translation>
    </message>
    <message>
        <source>More people</source>
        <translation>Mehr Personen</translation>
    </message>
    <message>
        <source>Back to the conversation</source>
        <translation>Zurück zum Gespräch</translation>
    </message>
    <message>
        <source>Remove %1 from this room?</source>
        <translation>%1 aus diesem Raum entfernen?</translation>
    </message>
    <message>
        <source>They lose what was said here. You can add them again.</source>
        <translation>Was hier gesagt wurde, ist dann für sie weg. Du kannst sie wieder hinzufügen.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Write to %1</source>
        <translation>%1 schreiben</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>%1 entfernen</translation>
    </message>
    <message numerus="yes">
        <source>%n members</source>
        <translation>
            <numerusform>%n Mitglied</numerusform>
            <numerusform>%n Mitglieder</numerusform>
        </translation>
    </message>
    <message>
        <source>Bot</source>
        <translation>Bot</translation>
    </message>
    <message>
        <source>Answers to %1</source>
        <translation>Antwortet auf %1</translation>
    </message>
    <message>
        <source>Read by %1</source>
        <comment>a model or service</comment>
        <translation>%1 liest mit</translation>
    </message>
    <message>
        <source>Whoever calls it with %1 lets it read the last messages of this conversation.</source>
        <translation>Wer ihn mit %1 ruft, lässt ihn die letzten Nachrichten dieser Unterhaltung lesen.</translation>
    </message>
</context>
<context>
    <name>confab::ui::MessageActions</name>
    <message>
        <source>It has been sent already.</source>
        <translation>Sie ist schon gesendet worden.</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n messages?</source>
        <translation>
            <numerusform>%n Nachricht löschen?</numerusform>
            <numerusform>%n Nachrichten löschen?</numerusform>
        </translation>
    </message>
    <message>
        <source>Everybody here sees that they were deleted, and by whom they were written.</source>
        <translation>Alle hier sehen, dass sie gelöscht wurden und von wem sie waren.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message numerus="yes">
        <source>%n messages are in your notes now.</source>
        <translation>
            <numerusform>%n Nachricht ist jetzt in deinen Notizen.</numerusform>
            <numerusform>%n Nachrichten sind jetzt in deinen Notizen.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>confab::ui::MessagesPane</name>
    <message>
        <source>Pinned</source>
        <translation>Gepinnt</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>Links</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>Unread</source>
        <translation>Ungelesen</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Sucht…</translation>
    </message>
    <message>
        <source>Nothing is unread.</source>
        <translation>Nichts ist ungelesen.</translation>
    </message>
    <message>
        <source>Nothing pinned yet.</source>
        <translation>Noch nichts angeheftet.</translation>
    </message>
    <message>
        <source>No files yet.</source>
        <translation>Noch keine Dateien.</translation>
    </message>
    <message>
        <source>No links yet.</source>
        <translation>Noch keine Links.</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>Threads</translation>
    </message>
    <message>
        <source>No threads yet.</source>
        <translation>Noch keine Threads.</translation>
    </message>
    <message>
        <source>Pinned and more</source>
        <translation>Angeheftetes und mehr</translation>
    </message>
</context>
<context>
    <name>confab::ui::NewRoomPage</name>
    <message>
        <source>New room</source>
        <translation>Neuer Raum</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Topic (optional)</source>
        <translation>Thema (freiwillig)</translation>
    </message>
    <message>
        <source>Create room</source>
        <translation>Raum anlegen</translation>
    </message>
    <message>
        <source>Private</source>
        <translation>Privat</translation>
    </message>
    <message>
        <source>Only people who are added see it.</source>
        <translation>Nur wer hinzugefügt wird, sieht ihn.</translation>
    </message>
    <message>
        <source>Public</source>
        <translation>Öffentlich</translation>
    </message>
    <message>
        <source>Everybody on this server can find and join it.</source>
        <translation>Alle auf diesem Server können ihn finden und beitreten.</translation>
    </message>
    <message>
        <source>Add people (you can do that later too)</source>
        <translation>Personen hinzufügen (geht auch später)</translation>
    </message>
    <message>
        <source>Give the room a name.</source>
        <translation>Gib dem Raum einen Namen.</translation>
    </message>
</context>
<context>
    <name>confab::ui::NoticeBar</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>confab::ui::OwnRow</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>%1, %2. Change your presence</source>
        <comment>name, presence</comment>
        <translation>%1, %2. Anwesenheit ändern</translation>
    </message>
    <message>
        <source>Sign out…</source>
        <translation>Abmelden…</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>server, unread count</comment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Add a server</source>
        <translation>Server hinzufügen</translation>
    </message>
    <message>
        <source>For 30 minutes</source>
        <translation>Für 30 Minuten</translation>
    </message>
    <message>
        <source>For 1 hour</source>
        <translation>Für 1 Stunde</translation>
    </message>
    <message>
        <source>Until tomorrow, %1</source>
        <translation>Bis morgen, %1</translation>
    </message>
    <message>
        <source>Until I change it</source>
        <translation>Bis ich es ändere</translation>
    </message>
    <message>
        <source>Your status</source>
        <translation>Dein Status</translation>
    </message>
    <message>
        <source>What are you up to?</source>
        <translation>Was machst du gerade?</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>presence · status</comment>
        <translation>%1 · %2</translation>
    </message>
</context>
<context>
    <name>confab::ui::PageFrame</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Back to the conversation</source>
        <translation>Zurück zum Gespräch</translation>
    </message>
</context>
<context>
    <name>confab::ui::PasswordEdit</name>
    <message>
        <source>Show the password</source>
        <translation>Passwort zeigen</translation>
    </message>
    <message>
        <source>Hide the password</source>
        <translation>Passwort verbergen</translation>
    </message>
</context>
<context>
    <name>confab::ui::PeopleList</name>
    <message>
        <source>More people</source>
        <translation>Mehr Personen</translation>
    </message>
    <message>
        <source>Search people</source>
        <translation>Personen suchen</translation>
    </message>
    <message>
        <source>Nobody yet. Share the invite.</source>
        <translation>Noch niemand. Teile die Einladung.</translation>
    </message>
    <message>
        <source>Nobody called “%1”.</source>
        <translation>Niemand heißt „%1“.</translation>
    </message>
</context>
<context>
    <name>confab::ui::PeoplePickerPage</name>
    <message>
        <source>New direct message</source>
        <translation>Neue Direktnachricht</translation>
    </message>
</context>
<context>
    <name>confab::ui::PictureViewer</name>
    <message>
        <source>Retry</source>
        <translation>Nochmal</translation>
    </message>
    <message>
        <source>Previous picture</source>
        <translation>Voriges Bild</translation>
    </message>
    <message>
        <source>Next picture</source>
        <translation>Nächstes Bild</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>Kleiner</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>Größer</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>Bild kopieren</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Speichern unter…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>%1 · %2, %3 · %4 · %5</source>
        <comment>sender, day, time, size of the file, size of the picture</comment>
        <translation>%1 · %2, %3 · %4 · %5</translation>
    </message>
    <message>
        <source>Picture %1, %2</source>
        <comment>name, sender and size</comment>
        <translation>Bild %1, %2</translation>
    </message>
    <message>
        <source>This picture cannot be shown.</source>
        <translation>Dieses Bild kann nicht gezeigt werden.</translation>
    </message>
</context>
<context>
    <name>confab::ui::QuickSwitcher</name>
    <message>
        <source>Jump anywhere</source>
        <translation>Überallhin springen</translation>
    </message>
    <message>
        <source>A room, a person, or something to do</source>
        <translation>Ein Raum, eine Person oder etwas zu tun</translation>
    </message>
    <message>
        <source>Where to jump</source>
        <translation>Wohin springen</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>choose</source>
        <translation>wählen</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>open</source>
        <translation>öffnen</translation>
    </message>
    <message>
        <source>commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>people</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>rooms</source>
        <translation>Räume</translation>
    </message>
</context>
<context>
    <name>confab::ui::RoomDetailsPage</name>
    <message>
        <source>You can join it again from the directory.</source>
        <translation>Du kannst ihm über das Verzeichnis wieder beitreten.</translation>
    </message>
    <message>
        <source>Somebody inside has to add you before you can come back.</source>
        <translation>Jemand darin muss dich hinzufügen, bevor du zurückkannst.</translation>
    </message>
    <message>
        <source>Leave #%1?</source>
        <translation>#%1 verlassen?</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Verlassen</translation>
    </message>
    <message>
        <source>Delete #%1?</source>
        <translation>#%1 löschen?</translation>
    </message>
    <message>
        <source>All its messages are deleted for everybody. This cannot be undone.</source>
        <translation>Alle Nachrichten darin werden für alle gelöscht. Das geht nicht rückgängig zu machen.</translation>
    </message>
    <message>
        <source>Delete room</source>
        <translation>Raum löschen</translation>
    </message>
    <message>
        <source>Room details</source>
        <translation>Raumdetails</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>Thema</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Private: only people who are added see it</source>
        <translation>Privat: nur wer hinzugefügt wird, sieht ihn</translation>
    </message>
    <message>
        <source>Public: everybody on this server can find and join it</source>
        <translation>Öffentlich: alle auf diesem Server finden ihn</translation>
    </message>
    <message numerus="yes">
        <source>%n people</source>
        <translation>
            <numerusform>%n Person</numerusform>
            <numerusform>%n Personen</numerusform>
        </translation>
    </message>
    <message>
        <source>Leave room</source>
        <translation>Raum verlassen</translation>
    </message>
    <message>
        <source>Give the room a name.</source>
        <translation>Gib dem Raum einen Namen.</translation>
    </message>
</context>
<context>
    <name>confab::ui::RoomDirectoryPage</name>
    <message>
        <source>Browse rooms</source>
        <translation>Räume durchsuchen</translation>
    </message>
    <message>
        <source>More rooms</source>
        <translation>Mehr Räume</translation>
    </message>
    <message>
        <source>Search rooms</source>
        <translation>Räume suchen</translation>
    </message>
    <message numerus="yes">
        <source>%n people</source>
        <translation>
            <numerusform>%n Person</numerusform>
            <numerusform>%n Personen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>people · topic</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>Beitreten</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>%1 öffnen</translation>
    </message>
    <message>
        <source>Join %1</source>
        <translation>%1 beitreten</translation>
    </message>
    <message>
        <source>No public rooms yet. You can make one.</source>
        <translation>Noch keine öffentlichen Räume. Du kannst einen anlegen.</translation>
    </message>
    <message>
        <source>Nothing called “%1”.</source>
        <translation>Nichts heißt „%1“.</translation>
    </message>
</context>
<context>
    <name>confab::ui::SearchPane</name>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>Neueste zuerst</translation>
    </message>
    <message>
        <source>Search messages</source>
        <translation>Nachrichten suchen</translation>
    </message>
    <message>
        <source>Messages that were found</source>
        <translation>Gefundene Nachrichten</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>Überall</translation>
    </message>
    <message>
        <source>In this conversation</source>
        <translation>In diesem Gespräch</translation>
    </message>
    <message>
        <source>Anybody</source>
        <translation>Von allen</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Any time</source>
        <translation>Jederzeit</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>The last 7 days</source>
        <translation>Die letzten 7 Tage</translation>
    </message>
    <message>
        <source>The last 30 days</source>
        <translation>Die letzten 30 Tage</translation>
    </message>
    <message>
        <source>The last 365 days</source>
        <translation>Die letzten 365 Tage</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Anything</source>
        <translation>Beliebiges</translation>
    </message>
    <message>
        <source>A file</source>
        <translation>Eine Datei</translation>
    </message>
    <message>
        <source>A link</source>
        <translation>Einen Link</translation>
    </message>
    <message>
        <source>Has</source>
        <translation>Enthält</translation>
    </message>
    <message>
        <source>next result</source>
        <translation>weiter</translation>
    </message>
    <message>
        <source>Enter</source>
        <comment>a key</comment>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>show it</source>
        <translation>zeigen</translation>
    </message>
    <message>
        <source>Esc</source>
        <comment>a key</comment>
        <translation>Esc</translation>
    </message>
    <message>
        <source>back</source>
        <translation>zurück</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>Hier</translation>
    </message>
    <message>
        <source>Words, or from:ben, in:#design, has:file, before:may</source>
        <translation>Wörter, oder from:ben, in:#design, has:file, before:may</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Sucht…</translation>
    </message>
    <message>
        <source>Nothing with “%1” in what this computer has kept.</source>
        <translation>Nichts mit „%1“ in dem, was dieser Rechner gespeichert hat.</translation>
    </message>
    <message>
        <source>Nothing with “%1”.</source>
        <translation>Nichts mit „%1“.</translation>
    </message>
    <message numerus="yes">
        <source>%n messages and more</source>
        <translation>
            <numerusform>%n Nachricht und mehr</numerusform>
            <numerusform>%n Nachrichten und mehr</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n messages that this computer has kept</source>
        <translation>
            <numerusform>%n Nachricht, die dieser Rechner gespeichert hat</numerusform>
            <numerusform>%n Nachrichten, die dieser Rechner gespeichert hat</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n messages</source>
        <translation>
            <numerusform>%n Nachricht</numerusform>
            <numerusform>%n Nachrichten</numerusform>
        </translation>
    </message>
    <message>
        <source>Search again: %1</source>
        <translation>Noch einmal suchen: %1</translation>
    </message>
</context>
<context>
    <name>confab::ui::SectionedContacts</name>
    <message>
        <source>typing…</source>
        <translation>schreibt…</translation>
    </message>
    <message>
        <source>%1 is typing…</source>
        <translation>%1 schreibt…</translation>
    </message>
    <message>
        <source>Several people are typing…</source>
        <translation>Mehrere schreiben…</translation>
    </message>
    <message>
        <source>Draft:</source>
        <translation>Entwurf:</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Gestern</translation>
    </message>
    <message>
        <source>Nobody yet. Share the invite.</source>
        <translation>Noch niemand. Teile die Einladung.</translation>
    </message>
    <message>
        <source>Nothing called “%1”.</source>
        <translation>Nichts heißt „%1“.</translation>
    </message>
    <message>
        <source>Rooms</source>
        <translation>Räume</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>Bots</source>
        <translation>Bots</translation>
    </message>
    <message>
        <source>Favourites</source>
        <translation>Favoriten</translation>
    </message>
    <message>
        <source>Archived</source>
        <translation>Archiviert</translation>
    </message>
    <message>
        <source>Archived, shown</source>
        <translation>Archiviert, sichtbar</translation>
    </message>
    <message>
        <source>Archived, hidden</source>
        <translation>Archiviert, verborgen</translation>
    </message>
</context>
<context>
    <name>confab::ui::SendButton</name>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
</context>
<context>
    <name>confab::ui::ServerCard</name>
    <message>
        <source>%1 · %2</source>
        <comment>address · who may join</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>name, address</comment>
        <translation>%1, %2</translation>
    </message>
</context>
<context>
    <name>confab::ui::ServerRail</name>
    <message>
        <source>Add a server</source>
        <translation>Server hinzufügen</translation>
    </message>
    <message>
        <source>Servers</source>
        <translation>Server</translation>
    </message>
</context>
<context>
    <name>confab::ui::SettingsPage</name>
    <message>
        <source>Sign out of %1?</source>
        <translation>Von %1 abmelden?</translation>
    </message>
    <message>
        <source>What is kept on this computer, unsent messages too, is deleted here. The server keeps your messages.</source>
        <translation>Was auf diesem Rechner gespeichert ist, auch Ungesendetes, wird hier gelöscht. Der Server behält deine Nachrichten.</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Abmelden</translation>
    </message>
    <message>
        <source>Forget %1?</source>
        <translation>%1 vergessen?</translation>
    </message>
    <message>
        <source>You are signed out, and everything of it is deleted from this computer. The server keeps your messages.</source>
        <translation>Du wirst abgemeldet, und alles davon wird auf diesem Rechner gelöscht. Der Server behält deine Nachrichten.</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Vergessen</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>Text and language</source>
        <translation>Text und Sprache</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>Schreiben</translation>
    </message>
    <message>
        <source>Servers</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Add a server</source>
        <translation>Server hinzufügen</translation>
    </message>
    <message>
        <source>Hosting</source>
        <translation>Chat läuft</translation>
    </message>
    <message>
        <source>About Confab</source>
        <translation>Über Confab</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Hoher Kontrast</translation>
    </message>
    <message>
        <source>Theme: %1</source>
        <translation>Farben: %1</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Textgröße</translation>
    </message>
    <message>
        <source>%1 px</source>
        <translation>%1 px</translation>
    </message>
    <message>
        <source>Ctrl+plus and Ctrl+minus anywhere</source>
        <translation>Strg+Plus und Strg+Minus überall</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>From the next start of Confab</source>
        <translation>Ab dem nächsten Start von Confab</translation>
    </message>
    <message>
        <source>Enter sends</source>
        <translation>Eingabe sendet</translation>
    </message>
    <message>
        <source>Shift+Enter breaks the line. Off: the other way round.</source>
        <translation>Umschalt+Eingabe bricht die Zeile um. Aus: umgekehrt.</translation>
    </message>
    <message>
        <source>Sign out of %1</source>
        <translation>Von %1 abmelden</translation>
    </message>
    <message>
        <source>Forget %1</source>
        <translation>%1 vergessen</translation>
    </message>
    <message>
        <source>Not signed in</source>
        <translation>Nicht angemeldet</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>account · address</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>24-hour clock</source>
        <translation>24-Stunden-Anzeige</translation>
    </message>
    <message>
        <source>Check spelling</source>
        <translation>Rechtschreibung prüfen</translation>
    </message>
    <message>
        <source>In the language of the window</source>
        <translation>In der Sprache des Fensters</translation>
    </message>
    <message>
        <source>There is no dictionary for %1 on this computer.</source>
        <translation>Auf diesem Rechner gibt es kein Wörterbuch für %1.</translation>
    </message>
</context>
<context>
    <name>confab::ui::ShortcutsPage</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
</context>
<context>
    <name>confab::ui::SignInPage</name>
    <message>
        <source>Another server</source>
        <translation>Anderer Server</translation>
    </message>
    <message>
        <source>Forget this server</source>
        <translation>Diesen Server vergessen</translation>
    </message>
    <message>
        <source>Sign in to %1</source>
        <translation>Bei %1 anmelden</translation>
    </message>
</context>
<context>
    <name>confab::ui::Spelling</name>
    <message>
        <source>No suggestions</source>
        <translation>Keine Vorschläge</translation>
    </message>
    <message>
        <source>Add “%1” to the dictionary</source>
        <translation>„%1“ zum Wörterbuch hinzufügen</translation>
    </message>
</context>
<context>
    <name>confab::ui::StateStrip</name>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Jetzt versuchen</translation>
    </message>
    <message>
        <source>Details of the connection</source>
        <translation>Details der Verbindung</translation>
    </message>
    <message>
        <source>No connection to %1.</source>
        <translation>Keine Verbindung zu %1.</translation>
    </message>
    <message numerus="yes">
        <source>%1 Next try in %n s.</source>
        <translation>
            <numerusform>%1 Nächster Versuch in %n s.</numerusform>
            <numerusform>%1 Nächster Versuch in %n s.</numerusform>
        </translation>
    </message>
    <message>
        <source>Trying again…</source>
        <translation>Versucht es wieder…</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>the title of the strip and its sentence</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Address: %1
Cause: %2
Close code: %3
Next try: %4</source>
        <translation>Adresse: %1
Ursache: %2
Schlusscode: %3
Nächster Versuch: %4</translation>
    </message>
    <message>
        <source>not by itself</source>
        <translation>nicht von selbst</translation>
    </message>
</context>
<context>
    <name>confab::ui::SwitcherRows</name>
    <message>
        <source>Enter</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>Zuletzt</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>Gespräche</translation>
    </message>
    <message>
        <source>Nothing called “%1”.</source>
        <translation>Nichts heißt „%1“.</translation>
    </message>
    <message>
        <source>Do something</source>
        <translation>Etwas tun</translation>
    </message>
    <message>
        <source>Search messages for “%1”</source>
        <translation>Nachrichten nach „%1“ durchsuchen</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>Überall</translation>
    </message>
    <message numerus="yes">
        <source>%n people</source>
        <translation>
            <numerusform>%n Person</numerusform>
            <numerusform>%n Personen</numerusform>
        </translation>
    </message>
    <message>
        <source>Bot</source>
        <translation>Bot</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>facts about a conversation</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>name, unread count</comment>
        <translation>%1, %2</translation>
    </message>
    <message numerus="yes">
        <source>%n unread</source>
        <translation>
            <numerusform>%n ungelesen</numerusform>
            <numerusform>%n ungelesen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>name, what it is</comment>
        <translation>%1, %2</translation>
    </message>
</context>
<context>
    <name>confab::ui::ThreadPane</name>
    <message>
        <source>Thread</source>
        <translation>Thread</translation>
    </message>
    <message>
        <source>Reply in thread</source>
        <translation>Im Thread antworten</translation>
    </message>
    <message>
        <source>Also send to the conversation</source>
        <translation>Auch an das Gespräch senden</translation>
    </message>
    <message>
        <source>Also send to %1</source>
        <translation>Auch an %1 senden</translation>
    </message>
    <message>
        <source>Drop files to send them into this thread</source>
        <translation>Dateien ablegen, um sie in diesen Thread zu senden</translation>
    </message>
</context>
<context>
    <name>confab::ui::ToneButton</name>
    <message>
        <source>Skin tone</source>
        <translation>Hautton</translation>
    </message>
    <message>
        <source>No skin tone</source>
        <translation>Kein Hautton</translation>
    </message>
    <message>
        <source>Light skin tone</source>
        <translation>Heller Hautton</translation>
    </message>
    <message>
        <source>Medium-light skin tone</source>
        <translation>Mittelheller Hautton</translation>
    </message>
    <message>
        <source>Medium skin tone</source>
        <translation>Mittlerer Hautton</translation>
    </message>
    <message>
        <source>Medium-dark skin tone</source>
        <translation>Mitteldunkler Hautton</translation>
    </message>
    <message>
        <source>Dark skin tone</source>
        <translation>Dunkler Hautton</translation>
    </message>
</context>
<context>
    <name>confab::ui::TrayFile</name>
    <message>
        <source>one moment…</source>
        <comment>a picture that is being made ready</comment>
        <translation>einen Moment…</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>a file, its size</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <comment>a file</comment>
        <translation>%1 entfernen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
</context>
<context>
    <name>confab::ui::TypingLine</name>
    <message>
        <source>%1 is typing…</source>
        <translation>%1 schreibt…</translation>
    </message>
    <message>
        <source>%1 and %2 are typing…</source>
        <translation>%1 und %2 schreiben…</translation>
    </message>
    <message>
        <source>Several people are typing…</source>
        <translation>Mehrere schreiben…</translation>
    </message>
</context>
<context>
    <name>confab::ui::Words</name>
    <message>
        <source>Online</source>
        <translation>Online</translation>
    </message>
    <message>
        <source>Away</source>
        <translation>Abwesend</translation>
    </message>
    <message>
        <source>Do not disturb</source>
        <translation>Nicht stören</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Besitzer</translation>
    </message>
    <message>
        <source>Mod</source>
        <translation>Mod</translation>
    </message>
    <message>
        <source>Guest</source>
        <translation>Gast</translation>
    </message>
    <message>
        <source>Open to all, as a guest too</source>
        <translation>Offen für alle, auch als Gast</translation>
    </message>
    <message>
        <source>The host makes the accounts</source>
        <translation>Der Gastgeber legt die Konten an</translation>
    </message>
    <message>
        <source>New people need an invite</source>
        <translation>Neue brauchen eine Einladung</translation>
    </message>
    <message>
        <source>Anyone may sign up</source>
        <translation>Alle dürfen sich anmelden</translation>
    </message>
    <message>
        <source>Everyone</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>A plain AWS backend cannot do this.</source>
        <translation>Ein einfaches AWS-Backend kann das nicht.</translation>
    </message>
</context>
</TS>
