<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ar" sourcelanguage="en">
<context>
    <name>CacheDump</name>
    <message>
        <source>The cache cannot be opened: %1</source>
        <translation>تعذّر فتح المخزن: %1</translation>
    </message>
    <message>
        <source>The cache cannot be read.</source>
        <translation>تعذّرت قراءة المخزن.</translation>
    </message>
    <message>
        <source>There is no cache at %1.</source>
        <translation>لا مخزن في %1.</translation>
    </message>
</context>
<context>
    <name>ConversationView</name>
    <message>
        <source>Retry</source>
        <translation>إعادة المحاولة</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>تعديل</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>حذف</translation>
    </message>
    <message>
        <source>Loading messages…</source>
        <translation>تُحمَّل الرسائل…</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) wait. They go out by themselves, in this order.</source>
        <translation>
            <numerusform>لا رسائل تنتظر.</numerusform>
            <numerusform>رسالة تنتظر. ستُرسل تلقائيًا.</numerusform>
            <numerusform>رسالتان تنتظران. ستُرسلان تلقائيًا بهذا الترتيب.</numerusform>
            <numerusform>%n رسائل تنتظر. ستُرسل تلقائيًا بهذا الترتيب.</numerusform>
            <numerusform>%n رسالة تنتظر. ستُرسل تلقائيًا بهذا الترتيب.</numerusform>
            <numerusform>%n رسالة تنتظر. ستُرسل تلقائيًا بهذا الترتيب.</numerusform>
        </translation>
    </message>
    <message>
        <source>Bot</source>
        <translation>بوت</translation>
    </message>
    <message>
        <source>Guest</source>
        <translation>ضيف</translation>
    </message>
    <message>
        <source>You deleted this message</source>
        <translation>حذفت هذه الرسالة</translation>
    </message>
    <message>
        <source>Message deleted by %1</source>
        <translation>حذف %1 هذه الرسالة</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>معدّلة</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>اليوم</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>أمس</translation>
    </message>
    <message>
        <source>dddd, d MMMM</source>
        <comment>a day of this year, see QLocale::toString</comment>
        <translation>dddd، d MMMM</translation>
    </message>
    <message>
        <source>New</source>
        <comment>line above new messages</comment>
        <translation>جديد</translation>
    </message>
    <message>
        <source>[%1] %2: %3</source>
        <comment>copied: time, sender, text</comment>
        <translation>[%1] %2: %3</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) wait for the one above.</source>
        <translation>
            <numerusform>لا رسائل تنتظر التي فوقها.</numerusform>
            <numerusform>رسالة واحدة تنتظر التي فوقها.</numerusform>
            <numerusform>رسالتان تنتظران التي فوقهما.</numerusform>
            <numerusform>%n رسائل تنتظر التي فوقها.</numerusform>
            <numerusform>%n رسالة تنتظر التي فوقها.</numerusform>
            <numerusform>%n رسالة تنتظر التي فوقها.</numerusform>
        </translation>
    </message>
    <message>
        <source>(spoiler)</source>
        <translation>(محتوى مخفي)</translation>
    </message>
    <message>
        <source>Copy code</source>
        <translation>نسخ الشفرة</translation>
    </message>
    <message>
        <source>Show the spoiler</source>
        <translation>إظهار المحتوى المخفي</translation>
    </message>
    <message>
        <source>Somebody changed this before your change arrived.</source>
        <translation>غيّر أحدهم هذا قبل وصول تعديلك.</translation>
    </message>
    <message>
        <source>Deleting…</source>
        <translation>تُحذف…</translation>
    </message>
    <message>
        <source>Show both</source>
        <translation>عرض كليهما</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>تراجع</translation>
    </message>
    <message>
        <source>You</source>
        <translation>أنت</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>sender, time</comment>
        <translation>%1، %2</translation>
    </message>
    <message>
        <source>saving…</source>
        <translation>تُحفظ…</translation>
    </message>
    <message>
        <source>Pinned</source>
        <translation>مثبّتة</translation>
    </message>
    <message>
        <source>Your change is on its way.</source>
        <translation>تعديلك في الطريق.</translation>
    </message>
    <message>
        <source>Message deleted</source>
        <translation>حُذفت الرسالة</translation>
    </message>
    <message>
        <source>An earlier message</source>
        <translation>رسالة سابقة</translation>
    </message>
    <message>
        <source>answers: %1</source>
        <comment>a message, cited</comment>
        <translation>ردًّا على: %1</translation>
    </message>
    <message>
        <source>answers %1: %2</source>
        <comment>whom, a message, cited</comment>
        <translation>ردًّا على %1: %2</translation>
    </message>
    <message>
        <source>Show the message that this answers</source>
        <translation>إظهار الرسالة التي ترد عليها هذه</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n other(s)</source>
        <comment>people who reacted</comment>
        <translation>
            <numerusform>%1</numerusform>
            <numerusform>%1 وشخص آخر</numerusform>
            <numerusform>%1 وشخصان آخران</numerusform>
            <numerusform>%1 و%n آخرون</numerusform>
            <numerusform>%1 و%n شخصًا آخر</numerusform>
            <numerusform>%1 و%n شخص آخر</numerusform>
        </translation>
    </message>
    <message>
        <source>, </source>
        <comment>between names</comment>
        <translation>، </translation>
    </message>
    <message numerus="yes">
        <source>%1, %n, yours too</source>
        <comment>a reaction and how many gave it</comment>
        <translation>
            <numerusform>%1، %n، ومنها تفاعلك</numerusform>
            <numerusform>%1، %n، ومنها تفاعلك</numerusform>
            <numerusform>%1، %n، ومنها تفاعلك</numerusform>
            <numerusform>%1، %n، ومنها تفاعلك</numerusform>
            <numerusform>%1، %n، ومنها تفاعلك</numerusform>
            <numerusform>%1، %n، ومنها تفاعلك</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %n</source>
        <comment>a reaction and how many gave it</comment>
        <translation>
            <numerusform>%1، %n</numerusform>
            <numerusform>%1، %n</numerusform>
            <numerusform>%1، %n</numerusform>
            <numerusform>%1، %n</numerusform>
            <numerusform>%1، %n</numerusform>
            <numerusform>%1، %n</numerusform>
        </translation>
    </message>
    <message>
        <source>reactions: %1</source>
        <translation>التفاعلات: %1</translation>
    </message>
    <message>
        <source>Add a reaction</source>
        <translation>إضافة تفاعل</translation>
    </message>
    <message>
        <source>Loading messages</source>
        <translation>تُحمَّل الرسائل</translation>
    </message>
    <message numerus="yes">
        <source>%n replies</source>
        <comment>in a thread</comment>
        <translation>
            <numerusform>لا ردود</numerusform>
            <numerusform>رد واحد</numerusform>
            <numerusform>ردان</numerusform>
            <numerusform>%n ردود</numerusform>
            <numerusform>%n ردًّا</numerusform>
            <numerusform>%n رد</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, new ones among them</source>
        <comment>3 replies</comment>
        <translation>%1، منها جديدة</translation>
    </message>
    <message>
        <source>Open the thread: %1</source>
        <translation>فتح السلسلة: %1</translation>
    </message>
    <message>
        <source>From a thread</source>
        <translation>من سلسلة</translation>
    </message>
    <message>
        <source>Open the thread</source>
        <translation>فتح السلسلة</translation>
    </message>
    <message>
        <source>Show the picture %1</source>
        <translation>عرض الصورة %1</translation>
    </message>
    <message>
        <source>Download %1 again</source>
        <translation>تنزيل %1 من جديد</translation>
    </message>
    <message>
        <source>Go on with %1</source>
        <comment>a file</comment>
        <translation>استئناف تنزيل %1</translation>
    </message>
    <message>
        <source>Download %1</source>
        <translation>تنزيل %1</translation>
    </message>
    <message>
        <source>Pause %1</source>
        <comment>a file that is being downloaded</comment>
        <translation>إيقاف %1 مؤقتًا</translation>
    </message>
    <message>
        <source>Open %1</source>
        <comment>a file</comment>
        <translation>فتح %1</translation>
    </message>
    <message>
        <source>Save %1 as…</source>
        <comment>a file</comment>
        <translation>حفظ %1 باسم…</translation>
    </message>
    <message>
        <source>picture %1, %2</source>
        <comment>name, size</comment>
        <translation>صورة %1، %2</translation>
    </message>
    <message>
        <source>file %1, %2</source>
        <comment>name, size</comment>
        <translation>ملف %1، %2</translation>
    </message>
    <message>
        <source>Paused: %1 of %2 sent</source>
        <translation>متوقف مؤقتًا: أُرسل %1 من %2</translation>
    </message>
    <message>
        <source>Sending: %1 of %2</source>
        <translation>قيد الإرسال: %1 من %2</translation>
    </message>
    <message>
        <source>Waits to be sent</source>
        <translation>تنتظر الإرسال</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>استئناف</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>إيقاف مؤقت</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>A file</source>
        <translation>ملف</translation>
    </message>
    <message>
        <source>Open the picture at %1</source>
        <comment>a host</comment>
        <translation>فتح الصورة في %1</translation>
    </message>
    <message>
        <source>Answering…</source>
        <translation>يجيب…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>إيقاف</translation>
    </message>
    <message>
        <source>still answering</source>
        <translation>ما زال يجيب</translation>
    </message>
</context>
<context>
    <name>QApplication</name>
    <message>
        <source>The folder %1 cannot be made.</source>
        <translation>تعذّر إنشاء المجلد %1.</translation>
    </message>
    <message>
        <source>Confab is running already. Another one beside it needs --profile NAME of its own.</source>
        <translation>برنامج Confab يعمل بالفعل. تشغيل نسخة أخرى إلى جانبه يحتاج إلى --profile NAME خاص بها.</translation>
    </message>
</context>
<context>
    <name>Sentences</name>
    <message>
        <source>That username cannot be used: 1 to 32 letters, digits, dots, dashes or underscores, of one script.</source>
        <translation>لا يمكن استخدام هذا الاسم: من 1 إلى 32 حرفًا أو رقمًا أو نقطة أو شرطة، من كتابة واحدة.</translation>
    </message>
    <message>
        <source>The password must be %1 to %2 bytes long and not one of the very common ones.</source>
        <translation>يجب أن تكون كلمة المرور من %1 إلى %2 رمزًا وألا تكون من الشائعة جدًا.</translation>
    </message>
    <message>
        <source>That display name cannot be used: 1 to 64 visible characters.</source>
        <translation>لا يمكن استخدام هذا الاسم: من 1 إلى 64 رمزًا مرئيًا.</translation>
    </message>
    <message>
        <source>That invite code is not valid: it may be used up or too old. Ask for a new one.</source>
        <translation>رمز الدعوة غير صالح: ربما استُنفد أو انتهى. اطلب رمزًا جديدًا.</translation>
    </message>
    <message>
        <source>That name cannot be used: 1 to 64 visible characters.</source>
        <translation>لا يمكن استخدام هذا الاسم: من 1 إلى 64 رمزًا مرئيًا.</translation>
    </message>
    <message>
        <source>The message holds characters that cannot be sent.</source>
        <translation>تحتوي الرسالة على رموز لا يمكن إرسالها.</translation>
    </message>
    <message>
        <source>The server did not accept this.</source>
        <translation>لم يقبل الخادم هذا.</translation>
    </message>
    <message>
        <source>This is not an address that Confab can connect to.</source>
        <translation>لا يستطيع Confab الاتصال بهذا العنوان.</translation>
    </message>
    <message>
        <source>There is no computer called %1. Is the address spelt right, and are you online?</source>
        <translation>لا يوجد حاسوب باسم %1. هل كُتب العنوان صحيحًا، وهل أنت متصل؟</translation>
    </message>
    <message>
        <source>That computer answers, but no Confab server listens on port %1: is hosting on?</source>
        <translation>يجيب ذلك الحاسوب، لكن لا خادم Confab على المنفذ %1: هل الاستضافة تعمل؟</translation>
    </message>
    <message>
        <source>%1 does not answer. Is it switched on and on the same network?</source>
        <translation>لا يجيب %1. هل هو مشغَّل وعلى الشبكة نفسها؟</translation>
    </message>
    <message>
        <source>Something listens on port %1, but it is no Confab server.</source>
        <translation>يوجد شيء على المنفذ %1، لكنه ليس خادم Confab.</translation>
    </message>
    <message>
        <source>No secure connection to %1 could be made. Does that server speak wss?</source>
        <translation>تعذّر اتصال آمن بـ %1. هل يتحدث ذلك الخادم wss؟</translation>
    </message>
    <message>
        <source>This is not the server you know: its key has changed. Nothing was sent.</source>
        <translation>ليس هذا الخادم الذي تعرفه: تغيّر مفتاحه. لم يُرسل شيء.</translation>
    </message>
    <message>
        <source>A chat server answers there, but it does not speak Confab&apos;s protocol.</source>
        <translation>يجيب هناك خادم محادثة، لكنه لا يتحدث بروتوكول Confab.</translation>
    </message>
    <message>
        <source>The connection was lost.</source>
        <translation>انقطع الاتصال.</translation>
    </message>
    <message>
        <source>There is no connection to the server. Try again when you are online.</source>
        <translation>لا اتصال بالخادم. أعد المحاولة عندما تكون متصلًا.</translation>
    </message>
    <message>
        <source>This server does not understand that. It may be older than this program.</source>
        <translation>لا يفهم هذا الخادم ذلك. ربما هو أقدم من هذا البرنامج.</translation>
    </message>
    <message>
        <source>The message is too long.</source>
        <translation>الرسالة طويلة جدًا.</translation>
    </message>
    <message>
        <source>You were signed out. Please sign in again.</source>
        <translation>سُجّل خروجك. سجّل الدخول من جديد.</translation>
    </message>
    <message>
        <source>The username or the password is wrong.</source>
        <translation>الاسم أو كلمة المرور غير صحيحة.</translation>
    </message>
    <message>
        <source>You are not allowed to do this.</source>
        <translation>لا يُسمح لك بهذا.</translation>
    </message>
    <message>
        <source>There is nobody of that name here.</source>
        <translation>لا أحد بهذا الاسم هنا.</translation>
    </message>
    <message>
        <source>This conversation is not there any more.</source>
        <translation>لم تعد هذه المحادثة موجودة.</translation>
    </message>
    <message>
        <source>That name is taken. If it is yours, sign in instead.</source>
        <translation>هذا الاسم مأخوذ. إن كان لك فسجّل الدخول.</translation>
    </message>
    <message>
        <source>The server was set back to an earlier state and does not have this message any more.</source>
        <translation>أُعيد الخادم إلى حالة سابقة ولم تعد لديه هذه الرسالة.</translation>
    </message>
    <message>
        <source>This was changed in the meantime.</source>
        <translation>تغيّر هذا في هذه الأثناء.</translation>
    </message>
    <message numerus="yes">
        <source>Too fast. Try again in %n second(s).</source>
        <translation>
            <numerusform>سريع جدًا. أعد المحاولة الآن.</numerusform>
            <numerusform>سريع جدًا. أعد المحاولة بعد ثانية.</numerusform>
            <numerusform>سريع جدًا. أعد المحاولة بعد ثانيتين.</numerusform>
            <numerusform>سريع جدًا. أعد المحاولة بعد %n ثوانٍ.</numerusform>
            <numerusform>سريع جدًا. أعد المحاولة بعد %n ثانية.</numerusform>
            <numerusform>سريع جدًا. أعد المحاولة بعد %n ثانية.</numerusform>
        </translation>
    </message>
    <message>
        <source>You may not write here at the moment.</source>
        <translation>لا يمكنك الكتابة هنا الآن.</translation>
    </message>
    <message>
        <source>You were banned from here.</source>
        <translation>حُظرت من هنا.</translation>
    </message>
    <message>
        <source>This person does not take messages from you.</source>
        <translation>لا يستقبل هذا الشخص رسائلك.</translation>
    </message>
    <message>
        <source>The bot cannot be reached at the moment.</source>
        <translation>تعذّر الوصول إلى البوت الآن.</translation>
    </message>
    <message>
        <source>The server could not keep this. Try again in a moment.</source>
        <translation>لم يستطع الخادم حفظ هذا. أعد المحاولة بعد قليل.</translation>
    </message>
    <message>
        <source>The server was stopped.</source>
        <translation>أُوقف الخادم.</translation>
    </message>
    <message>
        <source>You were signed out on another device. Sign in again to go on.</source>
        <translation>سُجّل خروجك من جهاز آخر. سجّل الدخول للمتابعة.</translation>
    </message>
    <message>
        <source>You were removed from this server.</source>
        <translation>أُزلت من هذا الخادم.</translation>
    </message>
    <message>
        <source>The server ended the connection.</source>
        <translation>أنهى الخادم الاتصال.</translation>
    </message>
    <message>
        <source>This reaction cannot be added: the message has as many different ones as it may have.</source>
        <translation>لا يمكن إضافة هذا التفاعل: بلغت الرسالة الحد الأقصى من التفاعلات المختلفة.</translation>
    </message>
    <message>
        <source>This message is not there any more.</source>
        <translation>لم تعد هذه الرسالة موجودة.</translation>
    </message>
    <message>
        <source>The message that this answers is not there any more.</source>
        <translation>لم تعد الرسالة التي ترد عليها هذه موجودة.</translation>
    </message>
    <message>
        <source>There is nothing in this file.</source>
        <translation>لا شيء في هذا الملف.</translation>
    </message>
    <message>
        <source>This file is too large: the server takes none of that size, or no more of yours.</source>
        <translation>هذا الملف كبير جدًا: لا يقبل الخادم ملفًا بهذا الحجم، أو لا يقبل منك المزيد.</translation>
    </message>
    <message>
        <source>The file is not there, or cannot be read.</source>
        <translation>الملف غير موجود، أو تعذّرت قراءته.</translation>
    </message>
    <message>
        <source>The server does not have this file any more.</source>
        <translation>لم يعد هذا الملف لدى الخادم.</translation>
    </message>
    <message>
        <source>The server does not have the files any more. Try again to send them anew.</source>
        <translation>لم تعد الملفات لدى الخادم. أعد المحاولة لإرسالها من جديد.</translation>
    </message>
    <message>
        <source>A file was changed after it was chosen. Try again to send it as it is now.</source>
        <translation>تغيّر ملف بعد اختياره. أعد المحاولة لإرساله كما هو الآن.</translation>
    </message>
    <message>
        <source>What came is not the file that was sent. Try again.</source>
        <translation>ما وصل ليس الملف الذي أُرسل. أعد المحاولة.</translation>
    </message>
    <message>
        <source>This computer could not keep the file. Is its disk full?</source>
        <translation>لم يستطع هذا الحاسوب حفظ الملف. هل قرصه ممتلئ؟</translation>
    </message>
    <message>
        <source>Where this server keeps its files, this one was refused. Try again later.</source>
        <translation>رفض المكان الذي يحفظ فيه هذا الخادم ملفاته هذا الملف. أعد المحاولة لاحقًا.</translation>
    </message>
    <message>
        <source>This is not the server you know: it does not speak Confab&apos;s protocol. Nothing was sent.</source>
        <translation>ليس هذا الخادم الذي تعرفه: لا يتكلم بروتوكول Confab. لم يُرسل شيء.</translation>
    </message>
    <message>
        <source>A plain AWS backend cannot do this.</source>
        <translation>لا تستطيع خلفية AWS البسيطة فعل هذا.</translation>
    </message>
    <message>
        <source>This server lets nobody in without an account: join it without the tick.</source>
        <translation>لا يسمح هذا الخادم بالدخول دون حساب: انضم إليه دون علامة الاختيار.</translation>
    </message>
    <message>
        <source>Maybe sent: it did not come back.</source>
        <translation>ربما أُرسلت: لم تعد إلينا.</translation>
    </message>
</context>
<context>
    <name>StartOptions</name>
    <message>
        <source>Chat with people near you; host the chat yourself.</source>
        <translation>تحدّث مع من حولك، واستضف المحادثة بنفسك.</translation>
    </message>
    <message>
        <source>Keep servers and settings apart, under this name.</source>
        <translation>حفظ الخوادم والإعدادات منفصلة تحت هذا الاسم.</translation>
    </message>
    <message>
        <source>Host a chat.</source>
        <translation>استضافة محادثة.</translation>
    </message>
    <message>
        <source>Print what is kept of the servers as JSON Lines, and end.</source>
        <translation>طباعة ما هو محفوظ من الخوادم بصيغة JSON Lines ثم الإنهاء.</translation>
    </message>
    <message>
        <source>Join the chat at this address.</source>
        <translation>الانضمام إلى المحادثة على هذا العنوان.</translation>
    </message>
    <message>
        <source>A profile&apos;s name is letters, digits, - and _, 64 at most.</source>
        <translation>اسم الملف الشخصي حروف وأرقام و - و _، و64 على الأكثر.</translation>
    </message>
    <message>
        <source>One address at a time, please.</source>
        <translation>عنوان واحد في كل مرة من فضلك.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no address of a chat.</source>
        <translation>«%1» ليس عنوان محادثة.</translation>
    </message>
</context>
<context>
    <name>confab::app::DesktopHost</name>
    <message>
        <source>What you host could not be remembered: the folder %1 cannot be written to.</source>
        <translation>تعذّر تذكر ما تستضيفه: لا يمكن الكتابة في المجلد %1.</translation>
    </message>
    <message>
        <source>The data of this chat was damaged. The newest backup took its place, and what was written after it is missing. The damaged data was kept as %1.</source>
        <translation>كانت بيانات هذه المحادثة تالفة. حلّت أحدث نسخة احتياطية محلها، وما كُتب بعدها مفقود. حُفظت البيانات التالفة في %1.</translation>
    </message>
    <message>
        <source>The data of this chat was damaged. What could still be read was kept, and messages may be missing. The damaged data was kept as %1.</source>
        <translation>كانت بيانات هذه المحادثة تالفة. حُفظ ما أمكنت قراءته، وقد تكون بعض الرسائل مفقودة. حُفظت البيانات التالفة في %1.</translation>
    </message>
    <message>
        <source>Some of the data of this chat is damaged. Stop hosting and begin again: it is mended then.</source>
        <translation>بعض بيانات هذه المحادثة تالف. أوقف الاستضافة ثم ابدأها من جديد ليتم إصلاحها.</translation>
    </message>
</context>
<context>
    <name>confab::client::BasicSession</name>
    <message>
        <source>Bot</source>
        <translation>بوت</translation>
    </message>
</context>
<context>
    <name>confab::client::ContactModel</name>
    <message>
        <source>Everyone</source>
        <translation>الجميع</translation>
    </message>
    <message>
        <source>message deleted</source>
        <translation>حُذفت الرسالة</translation>
    </message>
    <message>
        <source>You: %1</source>
        <translation>أنت: %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>name: text</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Notes to yourself</source>
        <translation>ملاحظات لنفسك</translation>
    </message>
    <message>
        <source>online</source>
        <translation>متصل</translation>
    </message>
    <message>
        <source>away</source>
        <translation>بعيد</translation>
    </message>
    <message>
        <source>do not disturb</source>
        <translation>عدم الإزعاج</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>غير متصل</translation>
    </message>
    <message numerus="yes">
        <source>%n unread</source>
        <translation>
            <numerusform>لا غير مقروء</numerusform>
            <numerusform>رسالة غير مقروءة</numerusform>
            <numerusform>رسالتان غير مقروءتين</numerusform>
            <numerusform>%n رسائل غير مقروءة</numerusform>
            <numerusform>%n رسالة غير مقروءة</numerusform>
            <numerusform>%n رسالة غير مقروءة</numerusform>
        </translation>
    </message>
    <message>
        <source>you are mentioned</source>
        <translation>أُشير إليك</translation>
    </message>
    <message>
        <source>typing</source>
        <translation>يكتب</translation>
    </message>
    <message>
        <source>marked as unread</source>
        <translation>معلَّمة كغير مقروءة</translation>
    </message>
    <message>
        <source>favourite</source>
        <translation>مفضلة</translation>
    </message>
    <message>
        <source>muted</source>
        <translation>مكتومة</translation>
    </message>
    <message>
        <source>archived</source>
        <translation>مؤرشفة</translation>
    </message>
</context>
<context>
    <name>confab::client::ConversationModel</name>
    <message>
        <source>Loading messages</source>
        <translation>تُحمَّل الرسائل</translation>
    </message>
    <message>
        <source>message deleted</source>
        <translation>حُذفت الرسالة</translation>
    </message>
    <message>
        <source>%1, %2, %3</source>
        <comment>sender, time, text</comment>
        <translation>%1، %2، %3</translation>
    </message>
    <message>
        <source>You, %1, %2, %3</source>
        <comment>time, text, state</comment>
        <translation>أنت، %1، %2، %3</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>files, what is said with them</comment>
        <translation>%1، %2</translation>
    </message>
</context>
<context>
    <name>confab::client::SearchQuery</name>
    <message>
        <source>today</source>
        <comment>a date to search from</comment>
        <translation>اليوم</translation>
    </message>
    <message>
        <source>yesterday</source>
        <comment>a date to search from</comment>
        <translation>أمس</translation>
    </message>
</context>
<context>
    <name>confab::client::ServerRailModel</name>
    <message numerus="yes">
        <source>%1, %n unread</source>
        <translation>
            <numerusform>%1</numerusform>
            <numerusform>%1، رسالة غير مقروءة</numerusform>
            <numerusform>%1، رسالتان غير مقروءتين</numerusform>
            <numerusform>%1، %n رسائل غير مقروءة</numerusform>
            <numerusform>%1، %n رسالة غير مقروءة</numerusform>
            <numerusform>%1، %n رسالة غير مقروءة</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, signed in as %2</source>
        <translation>%1، الدخول باسم %2</translation>
    </message>
</context>
<context>
    <name>confab::client::Words</name>
    <message>
        <source>%1 (guest)</source>
        <translation>%1 (ضيف)</translation>
    </message>
    <message>
        <source>waiting to be sent</source>
        <translation>تنتظر الإرسال</translation>
    </message>
    <message>
        <source>sending</source>
        <translation>قيد الإرسال</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>أُرسلت</translation>
    </message>
    <message>
        <source>read</source>
        <translation>قُرئت</translation>
    </message>
    <message>
        <source>not sent</source>
        <translation>لم تُرسل</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>لا ملفات</numerusform>
            <numerusform>ملف واحد</numerusform>
            <numerusform>ملفان</numerusform>
            <numerusform>%n ملفات</numerusform>
            <numerusform>%n ملفًا</numerusform>
            <numerusform>%n ملف</numerusform>
        </translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>صورة</translation>
    </message>
    <message>
        <source>Photo: %1</source>
        <translation>صورة: %1</translation>
    </message>
    <message>
        <source>File: %1</source>
        <translation>ملف: %1</translation>
    </message>
    <message>
        <source>Someone</source>
        <translation>شخص ما</translation>
    </message>
    <message>
        <source>maybe sent</source>
        <translation>ربما أُرسلت</translation>
    </message>
</context>
<context>
    <name>confab::ui::AboutPage</name>
    <message>
        <source>About Confab</source>
        <translation>حول Confab</translation>
    </message>
    <message>
        <source>Confab %1</source>
        <translation>Confab %1</translation>
    </message>
    <message>
        <source>A chat that one of you hosts. Free software under the GNU General Public License, version 3 or later; it comes without any warranty.</source>
        <translation>محادثة يستضيفها أحدكم. برنامج حر برخصة غنو العمومية، الإصدار 3 أو أحدث؛ بلا أي ضمان.</translation>
    </message>
    <message>
        <source>Made with</source>
        <translation>صُنع بواسطة</translation>
    </message>
    <message>
        <source>Qt %1</source>
        <translation>Qt %1</translation>
    </message>
    <message>
        <source>GNU Lesser General Public License, version 3</source>
        <translation>رخصة غنو العمومية الصغرى، الإصدار 3</translation>
    </message>
    <message>
        <source>ISC License</source>
        <translation>رخصة ISC</translation>
    </message>
    <message>
        <source>Apache License 2.0</source>
        <translation>رخصة أباتشي 2.0</translation>
    </message>
    <message>
        <source>Public domain</source>
        <translation>ملكية عامة</translation>
    </message>
    <message>
        <source>Fonts: Inter, Noto, JetBrains Mono</source>
        <translation>الخطوط: Inter و Noto و JetBrains Mono</translation>
    </message>
    <message>
        <source>SIL Open Font License 1.1, where they are installed</source>
        <translation>رخصة الخطوط المفتوحة SIL 1.1، حيث تكون مثبّتة</translation>
    </message>
    <message>
        <source>The licence of Confab</source>
        <translation>رخصة Confab</translation>
    </message>
    <message>
        <source>GNU General Public License, version 3</source>
        <translation>رخصة غنو العمومية، الإصدار 3</translation>
    </message>
</context>
<context>
    <name>confab::ui::AccountFields</name>
    <message>
        <source>Your name</source>
        <translation>اسمك</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>كلمة المرور</translation>
    </message>
    <message>
        <source>New there? Choose both, the password with at least 10 characters. Been there before? Use the same ones.</source>
        <translation>جديد هناك؟ اختر كليهما، وكلمة المرور من 10 رموز على الأقل. كنت هناك من قبل؟ استخدم نفسهما.</translation>
    </message>
    <message>
        <source>Choose both, the password with at least 10 characters.</source>
        <translation>اختر كليهما، وكلمة المرور من 10 رموز على الأقل.</translation>
    </message>
    <message>
        <source>A plain backend knows no passwords.</source>
        <translation>لا تعرف الخلفية البسيطة كلمات السر.</translation>
    </message>
</context>
<context>
    <name>confab::ui::AccountWords</name>
    <message>
        <source>Choose a name.</source>
        <translation>اختر اسمًا.</translation>
    </message>
    <message numerus="yes">
        <source>A name has at most %n characters.</source>
        <translation>
            <numerusform>الاسم %n رمزًا على الأكثر.</numerusform>
            <numerusform>الاسم %n رمزًا على الأكثر.</numerusform>
            <numerusform>الاسم %n رمزًا على الأكثر.</numerusform>
            <numerusform>الاسم %n رمزًا على الأكثر.</numerusform>
            <numerusform>الاسم %n رمزًا على الأكثر.</numerusform>
            <numerusform>الاسم %n رمزًا على الأكثر.</numerusform>
        </translation>
    </message>
    <message>
        <source>Use letters, digits, dots, - and _ only.</source>
        <translation>استخدم الحروف والأرقام والنقاط و - و _ فقط.</translation>
    </message>
    <message>
        <source>Use the letters of one alphabet only.</source>
        <translation>استخدم حروف أبجدية واحدة فقط.</translation>
    </message>
    <message>
        <source>That name is kept for the server. Choose another.</source>
        <translation>هذا الاسم محجوز للخادم. اختر غيره.</translation>
    </message>
    <message>
        <source>That name has characters that cannot be shown.</source>
        <translation>في هذا الاسم رموز لا يمكن عرضها.</translation>
    </message>
    <message numerus="yes">
        <source>Choose at least %n characters.</source>
        <translation>
            <numerusform>اختر %n رموز على الأقل.</numerusform>
            <numerusform>اختر %n رموز على الأقل.</numerusform>
            <numerusform>اختر %n رموز على الأقل.</numerusform>
            <numerusform>اختر %n رموز على الأقل.</numerusform>
            <numerusform>اختر %n رموز على الأقل.</numerusform>
            <numerusform>اختر %n رموز على الأقل.</numerusform>
        </translation>
    </message>
    <message>
        <source>That password is too long.</source>
        <translation>كلمة المرور هذه طويلة جدًا.</translation>
    </message>
    <message>
        <source>New accounts are made by the host. Ask them for one.</source>
        <translation>يُنشئ المضيف الحسابات الجديدة. اطلب منه حسابًا.</translation>
    </message>
    <message>
        <source>The port and the ones after it are in use. Close what uses them, then try again.</source>
        <translation>المنفذ وما بعده مستخدمة. أغلق ما يستخدمها ثم أعد المحاولة.</translation>
    </message>
    <message>
        <source>Another program hosts this chat already. Close it, then try again.</source>
        <translation>يستضيف برنامج آخر هذه المحادثة. أغلقه ثم أعد المحاولة.</translation>
    </message>
    <message>
        <source>A newer Confab wrote this chat. Update Confab to host it again; nothing was changed.</source>
        <translation>كتب هذه المحادثة إصدار أحدث من Confab. حدّث Confab لاستضافتها؛ لم يتغير شيء.</translation>
    </message>
    <message>
        <source>The kept messages cannot be read. Nothing was overwritten; Details says where they are.</source>
        <translation>تعذّرت قراءة الرسائل المحفوظة. لم يُكتب فوق شيء؛ تذكر التفاصيل مكانها.</translation>
    </message>
    <message>
        <source>You have hosted here before, with another password. Use that one.</source>
        <translation>استضفت هنا من قبل بكلمة مرور أخرى. استخدمها.</translation>
    </message>
    <message>
        <source>That password is too easy to guess. Choose another.</source>
        <translation>كلمة المرور هذه سهلة التخمين. اختر غيرها.</translation>
    </message>
    <message>
        <source>The chat could not be started. Try again.</source>
        <translation>تعذّر بدء المحادثة. أعد المحاولة.</translation>
    </message>
</context>
<context>
    <name>confab::ui::BotActions</name>
    <message>
        <source>Start over</source>
        <translation>البدء من جديد</translation>
    </message>
    <message>
        <source>%1 has forgotten what you spoke of.</source>
        <translation>نسي %1 ما تحدثتما عنه.</translation>
    </message>
    <message>
        <source>Delete this dialogue…</source>
        <translation>حذف هذا الحوار…</translation>
    </message>
    <message>
        <source>Delete this dialogue?</source>
        <translation>أتريد حذف هذا الحوار؟</translation>
    </message>
    <message>
        <source>What you and %1 said to each other is deleted from the server and from your devices.</source>
        <translation>يُحذف ما كتبته أنت و%1 أحدكما للآخر من الخادم ومن أجهزتك.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>حذف</translation>
    </message>
    <message>
        <source>The dialogue is deleted.</source>
        <translation>حُذف الحوار.</translation>
    </message>
</context>
<context>
    <name>confab::ui::ChatPage</name>
    <message>
        <source>What was kept on this computer could not be read and is fetched anew.</source>
        <translation>تعذّرت قراءة ما حُفظ على هذا الحاسوب، ويُجلب من جديد.</translation>
    </message>
    <message>
        <source>What was kept on this computer could not be read. It is fetched anew; messages that waited to be sent are lost.</source>
        <translation>تعذّرت قراءة ما حُفظ على هذا الحاسوب. يُجلب من جديد؛ وضاعت رسائل كانت تنتظر الإرسال.</translation>
    </message>
    <message>
        <source>You are no longer in #%1.</source>
        <translation>لم تعد في #%1.</translation>
    </message>
    <message>
        <source>Nothing can be written to this computer&apos;s disk. Messages that wait to be sent are lost when Confab is closed.</source>
        <translation>لا يمكن الكتابة على قرص هذا الحاسوب. ستُفقد الرسائل التي تنتظر الإرسال عند إغلاق Confab.</translation>
    </message>
    <message numerus="yes">
        <source>%1 was set back to an earlier state and lost %n of your messages. They are in their conversations, to be sent again or deleted.</source>
        <translation>
            <numerusform>أُعيد %1 إلى حالة سابقة ولم يفقد أيًّا من رسائلك (%n).</numerusform>
            <numerusform>أُعيد %1 إلى حالة سابقة وفقد رسالة واحدة (%n) من رسائلك. إنها في محادثتها، لإرسالها مجددًا أو حذفها.</numerusform>
            <numerusform>أُعيد %1 إلى حالة سابقة وفقد رسالتين (%n) من رسائلك. إنهما في محادثتيهما، لإرسالهما مجددًا أو حذفهما.</numerusform>
            <numerusform>أُعيد %1 إلى حالة سابقة وفقد %n رسائل من رسائلك. إنها في محادثاتها، لإرسالها مجددًا أو حذفها.</numerusform>
            <numerusform>أُعيد %1 إلى حالة سابقة وفقد %n رسالة من رسائلك. إنها في محادثاتها، لإرسالها مجددًا أو حذفها.</numerusform>
            <numerusform>أُعيد %1 إلى حالة سابقة وفقد %n رسالة من رسائلك. إنها في محادثاتها، لإرسالها مجددًا أو حذفها.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The server was set back to an earlier state: %n of your changes that waited to be sent were dropped.</source>
        <translation>
            <numerusform>أُعيد الخادم إلى حالة سابقة: لم يُلغَ أي من تعديلاتك المنتظرة.</numerusform>
            <numerusform>أُعيد الخادم إلى حالة سابقة: أُلغي واحد من تعديلاتك التي كانت تنتظر الإرسال.</numerusform>
            <numerusform>أُعيد الخادم إلى حالة سابقة: أُلغي اثنان من تعديلاتك التي كانت تنتظر الإرسال.</numerusform>
            <numerusform>أُعيد الخادم إلى حالة سابقة: أُلغيت %n من تعديلاتك التي كانت تنتظر الإرسال.</numerusform>
            <numerusform>أُعيد الخادم إلى حالة سابقة: أُلغي %n من تعديلاتك التي كانت تنتظر الإرسال.</numerusform>
            <numerusform>أُعيد الخادم إلى حالة سابقة: أُلغي %n من تعديلاتك التي كانت تنتظر الإرسال.</numerusform>
        </translation>
    </message>
    <message>
        <source>That message is on a server that you have not joined: %1</source>
        <translation>تلك الرسالة على خادم لم تنضم إليه: %1</translation>
    </message>
    <message>
        <source>New direct message</source>
        <translation>رسالة مباشرة جديدة</translation>
    </message>
    <message>
        <source>New room</source>
        <translation>غرفة جديدة</translation>
    </message>
    <message>
        <source>Browse rooms</source>
        <translation>تصفح الغرف</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>الأعضاء</translation>
    </message>
    <message>
        <source>Of this conversation</source>
        <translation>في هذه المحادثة</translation>
    </message>
    <message>
        <source>Mark everything read</source>
        <translation>تعليم الكل كمقروء</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>الاستضافة</translation>
    </message>
    <message>
        <source>Light theme</source>
        <translation>سمة فاتحة</translation>
    </message>
    <message>
        <source>Dark theme</source>
        <translation>سمة داكنة</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>الإعدادات</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>اختصارات لوحة المفاتيح</translation>
    </message>
    <message>
        <source>Add a server</source>
        <translation>إضافة خادم</translation>
    </message>
    <message>
        <source>About Confab</source>
        <translation>حول Confab</translation>
    </message>
</context>
<context>
    <name>confab::ui::CommandBook</name>
    <message>
        <source>TEXT</source>
        <translation>نص</translation>
    </message>
    <message>
        <source>Say what you do, in italics</source>
        <translation>قل ما تفعله، بخط مائل</translation>
    </message>
    <message>
        <source>Write behind it what you do, as in “/me waves”.</source>
        <translation>اكتب بعده ما تفعله، مثل «⁦/me waves⁩».</translation>
    </message>
    <message>
        <source>Put a shrug behind the text</source>
        <translation>إضافة هزّة كتفين بعد النص</translation>
    </message>
    <message>
        <source>Say what this room is for</source>
        <translation>قل لماذا هذه الغرفة</translation>
    </message>
    <message>
        <source>Write the new topic behind it.</source>
        <translation>اكتب بعده الموضوع الجديد.</translation>
    </message>
    <message>
        <source>NAME</source>
        <translation>اسم</translation>
    </message>
    <message>
        <source>Add somebody to this room</source>
        <translation>إضافة شخص إلى هذه الغرفة</translation>
    </message>
    <message>
        <source>Write behind it who is to be added, as in “/invite ben”.</source>
        <translation>اكتب بعده من تريد إضافته، مثل «⁦/invite ben⁩».</translation>
    </message>
    <message>
        <source>Nobody here is called “%1”.</source>
        <translation>لا أحد هنا باسم «%1».</translation>
    </message>
    <message>
        <source>Begin the dialogue with %1 anew</source>
        <translation>بدء الحوار مع %1 من جديد</translation>
    </message>
</context>
<context>
    <name>confab::ui::CompletionList</name>
    <message>
        <source>%1, %2</source>
        <translation>%1، %2</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>What may be meant</source>
        <translation>الاقتراحات</translation>
    </message>
</context>
<context>
    <name>confab::ui::Composer</name>
    <message>
        <source>Message</source>
        <translation>رسالة</translation>
    </message>
    <message>
        <source>Too long for one message: %1 of at most %2. Please send it in parts.</source>
        <translation>طويلة جدًا لرسالة واحدة: %1 من %2 على الأكثر. أرسلها أجزاء.</translation>
    </message>
    <message>
        <source>Keep it as it was</source>
        <translation>إبقاؤها كما كانت</translation>
    </message>
    <message>
        <source>Do not answer it</source>
        <translation>عدم الرد عليها</translation>
    </message>
    <message>
        <source>Emoji</source>
        <translation>رموز تعبيرية</translation>
    </message>
    <message>
        <source>Editing</source>
        <translation>تعديل</translation>
    </message>
    <message>
        <source>Esc keeps it as it was</source>
        <translation>‏Esc يبقيها كما كانت</translation>
    </message>
    <message>
        <source>There is no command “/%1” here. Enter once more sends it as text.</source>
        <translation>لا أمر «⁦/%1⁩» هنا. الإدخال مرة أخرى يرسله نصًا.</translation>
    </message>
    <message>
        <source>This is too long for one message. Please send it in parts.</source>
        <translation>هذا طويل جدًا لرسالة واحدة. أرسله أجزاء.</translation>
    </message>
    <message>
        <source>Attach files</source>
        <translation>إرفاق ملفات</translation>
    </message>
    <message>
        <source>Send as a file</source>
        <translation>إرسال كملف</translation>
    </message>
    <message>
        <source>Too long for one message: %1 of at most %2.</source>
        <translation>طويلة جدًا لرسالة واحدة: %1 من %2 على الأكثر.</translation>
    </message>
    <message>
        <source>This server takes no files.</source>
        <translation>لا يقبل هذا الخادم ملفات.</translation>
    </message>
    <message>
        <source>Choose files to send</source>
        <translation>اختيار ملفات للإرسال</translation>
    </message>
    <message>
        <source>Files can be sent once the message is saved.</source>
        <translation>يمكن إرسال الملفات بعد حفظ الرسالة.</translation>
    </message>
    <message numerus="yes">
        <source>%n files at most go with one message.</source>
        <translation>
            <numerusform>لا ملفات مع الرسالة الواحدة.</numerusform>
            <numerusform>ملف واحد على الأكثر مع الرسالة الواحدة.</numerusform>
            <numerusform>ملفان على الأكثر مع الرسالة الواحدة.</numerusform>
            <numerusform>%n ملفات على الأكثر مع الرسالة الواحدة.</numerusform>
            <numerusform>%n ملفًا على الأكثر مع الرسالة الواحدة.</numerusform>
            <numerusform>%n ملف على الأكثر مع الرسالة الواحدة.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is a folder: only files can be sent.</source>
        <translation>%1 مجلد: لا يمكن إرسال غير الملفات.</translation>
    </message>
    <message>
        <source>%1 is %2; this server takes files up to %3.</source>
        <translation>حجم %1 هو %2؛ يقبل هذا الخادم ملفات حتى %3.</translation>
    </message>
    <message>
        <source>%1 is empty.</source>
        <comment>a file</comment>
        <translation>%1 فارغ.</translation>
    </message>
    <message>
        <source>%1 cannot be read.</source>
        <comment>a file</comment>
        <translation>تعذّرت قراءة %1.</translation>
    </message>
    <message numerus="yes">
        <source>%1 And %n more are not taken.</source>
        <comment>a sentence about a file comes first</comment>
        <translation>
            <numerusform>%1</numerusform>
            <numerusform>%1 ولم يُقبل أيضًا ملف آخر.</numerusform>
            <numerusform>%1 ولم يُقبل أيضًا ملفان آخران.</numerusform>
            <numerusform>%1 ولم تُقبل أيضًا %n ملفات أخرى.</numerusform>
            <numerusform>%1 ولم يُقبل أيضًا %n ملفًا آخر.</numerusform>
            <numerusform>%1 ولم يُقبل أيضًا %n ملف آخر.</numerusform>
        </translation>
    </message>
    <message>
        <source>Picture %1</source>
        <comment>the name of a file, without its ending; a date and a time</comment>
        <translation>صورة %1</translation>
    </message>
    <message>
        <source>The picture cannot be written to this computer&apos;s disk.</source>
        <translation>تعذّرت كتابة الصورة على قرص هذا الحاسوب.</translation>
    </message>
    <message>
        <source>message</source>
        <comment>the name of a file, without its ending</comment>
        <translation>رسالة</translation>
    </message>
    <message>
        <source>The text cannot be written to this computer&apos;s disk.</source>
        <translation>تعذّرت كتابة النص على قرص هذا الحاسوب.</translation>
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
        <translation>عُدّلت مرتين</translation>
    </message>
    <message>
        <source>Keep what stands there</source>
        <translation>إبقاء الموجود</translation>
    </message>
    <message>
        <source>Use mine</source>
        <translation>استخدام نصي</translation>
    </message>
    <message>
        <source>This message was edited elsewhere while you edited it. Nothing is lost: choose which text is to stay.</source>
        <translation>عُدّلت هذه الرسالة في مكان آخر أثناء تعديلك. لم يضع شيء: اختر النص الذي يبقى.</translation>
    </message>
    <message>
        <source>What stands there now</source>
        <translation>الموجود الآن</translation>
    </message>
    <message>
        <source>What you wrote</source>
        <translation>ما كتبته</translation>
    </message>
</context>
<context>
    <name>confab::ui::ContactListView</name>
    <message>
        <source>Conversations</source>
        <translation>المحادثات</translation>
    </message>
</context>
<context>
    <name>confab::ui::ContactsPanel</name>
    <message>
        <source>New conversation</source>
        <translation>محادثة جديدة</translation>
    </message>
    <message>
        <source>Filter conversations</source>
        <translation>تصفية المحادثات</translation>
    </message>
    <message>
        <source>Search or jump</source>
        <translation>ابحث أو انتقل</translation>
    </message>
    <message>
        <source>Ctrl+K</source>
        <translation>Ctrl+K</translation>
    </message>
    <message>
        <source>New direct message…</source>
        <translation>رسالة مباشرة جديدة…</translation>
    </message>
    <message>
        <source>New room…</source>
        <translation>غرفة جديدة…</translation>
    </message>
    <message>
        <source>Browse rooms…</source>
        <translation>تصفح الغرف…</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>المحادثات</translation>
    </message>
</context>
<context>
    <name>confab::ui::ConversationActions</name>
    <message>
        <source>Mark as read</source>
        <translation>تعليم كمقروء</translation>
    </message>
    <message>
        <source>Mark as unread</source>
        <translation>تعليم كغير مقروء</translation>
    </message>
    <message>
        <source>Unmute</source>
        <translation>إلغاء الكتم</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>كتم</translation>
    </message>
    <message>
        <source>Remove from favourites</source>
        <translation>إزالة من المفضلة</translation>
    </message>
    <message>
        <source>Add to favourites</source>
        <translation>إضافة إلى المفضلة</translation>
    </message>
    <message>
        <source>Take out of the archive</source>
        <translation>إخراج من الأرشيف</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>أرشفة</translation>
    </message>
</context>
<context>
    <name>confab::ui::ConversationPage</name>
    <message>
        <source>Members</source>
        <translation>الأعضاء</translation>
    </message>
    <message>
        <source>More</source>
        <translation>المزيد</translation>
    </message>
    <message>
        <source>Everyone</source>
        <translation>الجميع</translation>
    </message>
    <message>
        <source>Message Everyone</source>
        <translation>رسالة إلى الجميع</translation>
    </message>
    <message>
        <source>Notes to yourself</source>
        <translation>ملاحظات لنفسك</translation>
    </message>
    <message>
        <source>Write a note</source>
        <translation>اكتب ملاحظة</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>presence · status</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Message %1</source>
        <translation>رسالة إلى %1</translation>
    </message>
    <message>
        <source>Bot</source>
        <translation>بوت</translation>
    </message>
    <message>
        <source>Ask %1</source>
        <translation>اسأل %1</translation>
    </message>
    <message numerus="yes">
        <source>%n people</source>
        <translation>
            <numerusform>لا أحد</numerusform>
            <numerusform>شخص واحد</numerusform>
            <numerusform>شخصان</numerusform>
            <numerusform>%n أشخاص</numerusform>
            <numerusform>%n شخصًا</numerusform>
            <numerusform>%n شخص</numerusform>
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
            <numerusform>لا أحد متصل</numerusform>
            <numerusform>واحد متصل</numerusform>
            <numerusform>اثنان متصلان</numerusform>
            <numerusform>%n متصلون</numerusform>
            <numerusform>%n متصلًا</numerusform>
            <numerusform>%n متصل</numerusform>
        </translation>
    </message>
    <message>
        <source>Conversation: %1</source>
        <translation>محادثة: %1</translation>
    </message>
    <message>
        <source>Ctrl+K to jump anywhere</source>
        <translation>‏Ctrl+K للانتقال إلى أي مكان</translation>
    </message>
    <message>
        <source>Nobody yet</source>
        <translation>لا أحد بعد</translation>
    </message>
    <message>
        <source>Send this to a friend. When they come, you will see them here.</source>
        <translation>أرسل هذا إلى صديق. ستراه هنا عندما يأتي.</translation>
    </message>
    <message>
        <source>This is Everyone</source>
        <translation>هنا الجميع</translation>
    </message>
    <message>
        <source>Everybody on this server can read what is said here.</source>
        <translation>كل ما يقال هنا يقرؤه كل من على الخادم.</translation>
    </message>
    <message>
        <source>This is #%1</source>
        <translation>هذه #%1</translation>
    </message>
    <message>
        <source>Say what it is for, or just hello.</source>
        <translation>قل لماذا هي، أو قل مرحبًا فقط.</translation>
    </message>
    <message>
        <source>Add people</source>
        <translation>إضافة أشخاص</translation>
    </message>
    <message>
        <source>Only you read this. The host&apos;s computer keeps it.</source>
        <translation>لا يقرأ هذا سواك. يحفظه حاسوب المضيف.</translation>
    </message>
    <message>
        <source>You and %1</source>
        <translation>أنت و%1</translation>
    </message>
    <message>
        <source>Only you two read this here. The host&apos;s computer keeps it.</source>
        <translation>لا يقرأ هذا هنا سواكما. يحفظه حاسوب المضيف.</translation>
    </message>
    <message>
        <source>Ask something, or say “help”.</source>
        <translation>اسأل شيئًا، أو قل “help”.</translation>
    </message>
    <message>
        <source>Room details…</source>
        <translation>تفاصيل الغرفة…</translation>
    </message>
    <message>
        <source>Add people…</source>
        <translation>إضافة أشخاص…</translation>
    </message>
    <message>
        <source>Leave room…</source>
        <translation>مغادرة الغرفة…</translation>
    </message>
    <message>
        <source>Delete room…</source>
        <translation>حذف الغرفة…</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>بحث</translation>
    </message>
    <message>
        <source>Pinned, files and links</source>
        <translation>المثبّتة والملفات والروابط</translation>
    </message>
    <message>
        <source>Drop files to send them to #%1</source>
        <translation>أفلت الملفات لإرسالها إلى #%1</translation>
    </message>
    <message>
        <source>Drop files to send them to %1</source>
        <translation>أفلت الملفات لإرسالها إلى %1</translation>
    </message>
    <message>
        <source>Go to a date…</source>
        <translation>الذهاب إلى تاريخ…</translation>
    </message>
    <message>
        <source>Bot · read by %1</source>
        <comment>a model or service</comment>
        <translation>بوت · يقرؤه %1</translation>
    </message>
    <message>
        <source>A plain AWS backend: nobody can tell who wrote a text, nor whether it was meant for you alone or for everyone.</source>
        <translation>خلفية AWS بسيطة: لا يمكن معرفة من كتب نصًا، ولا هل كان لك وحدك أم للجميع.</translation>
    </message>
    <message>
        <source>This backend has said that it does not know that.</source>
        <translation>قالت هذه الخلفية إنها لا تعرف ذلك.</translation>
    </message>
    <message>
        <source>Everybody on this backend can read what is said here.</source>
        <translation>ما يقال هنا يقرؤه كل من على هذه الخلفية.</translation>
    </message>
    <message>
        <source>To %1</source>
        <translation>إلى %1</translation>
    </message>
    <message>
        <source>What they answer comes to Everyone, as a text like any other.</source>
        <translation>ما يجيبون به يصل إلى الجميع، نصًا كأي نص آخر.</translation>
    </message>
</context>
<context>
    <name>confab::ui::ConversationSource</name>
    <message>
        <source>Everybody here</source>
        <translation>كل من هنا</translation>
    </message>
    <message>
        <source>Bot · read by %1</source>
        <translation>بوت · يقرؤه %1</translation>
    </message>
</context>
<context>
    <name>confab::ui::ConversationView</name>
    <message>
        <source>Copy text</source>
        <translation>نسخ النص</translation>
    </message>
    <message>
        <source>Copy selection</source>
        <translation>نسخ المحدد</translation>
    </message>
    <message>
        <source>Open %1</source>
        <comment>a link</comment>
        <translation>فتح %1</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>نسخ الرابط</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>إعادة المحاولة</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>تعديل</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>حذف</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>الرسائل</translation>
    </message>
    <message>
        <source>Add a reaction</source>
        <translation>إضافة تفاعل</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>رد</translation>
    </message>
    <message>
        <source>Open the thread</source>
        <translation>فتح السلسلة</translation>
    </message>
    <message>
        <source>Reply in a thread</source>
        <translation>الرد في سلسلة</translation>
    </message>
    <message>
        <source>Copy link to this message</source>
        <translation>نسخ رابط هذه الرسالة</translation>
    </message>
    <message numerus="yes">
        <source>Forward %n message(s)</source>
        <translation>
            <numerusform>إعادة توجيه الرسائل</numerusform>
            <numerusform>إعادة توجيه رسالة واحدة</numerusform>
            <numerusform>إعادة توجيه رسالتين</numerusform>
            <numerusform>إعادة توجيه %n رسائل</numerusform>
            <numerusform>إعادة توجيه %n رسالة</numerusform>
            <numerusform>إعادة توجيه %n رسالة</numerusform>
        </translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>إعادة توجيه</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>إلغاء التثبيت</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>تثبيت</translation>
    </message>
    <message>
        <source>Mark unread from here</source>
        <translation>تعليم كغير مقروء من هنا</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n message(s)</source>
        <translation>
            <numerusform>حذف الرسائل</numerusform>
            <numerusform>حذف رسالة واحدة</numerusform>
            <numerusform>حذف رسالتين</numerusform>
            <numerusform>حذف %n رسائل</numerusform>
            <numerusform>حذف %n رسالة</numerusform>
            <numerusform>حذف %n رسالة</numerusform>
        </translation>
    </message>
    <message>
        <source>Jump to the latest</source>
        <translation>الانتقال إلى الأحدث</translation>
    </message>
    <message>
        <source>Back to where you were</source>
        <translation>العودة إلى حيث كنت</translation>
    </message>
    <message numerus="yes">
        <source>Save %n message(s)</source>
        <translation>
            <numerusform>حفظ الرسائل</numerusform>
            <numerusform>حفظ رسالة واحدة</numerusform>
            <numerusform>حفظ رسالتين</numerusform>
            <numerusform>حفظ %n رسائل</numerusform>
            <numerusform>حفظ %n رسالة</numerusform>
            <numerusform>حفظ %n رسالة</numerusform>
        </translation>
    </message>
    <message>
        <source>Save</source>
        <translation>حفظ</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>التفاصيل</translation>
    </message>
</context>
<context>
    <name>confab::ui::DateMenu</name>
    <message>
        <source>Go to a date</source>
        <translation>الذهاب إلى تاريخ</translation>
    </message>
    <message>
        <source>Month before</source>
        <translation>الشهر السابق</translation>
    </message>
    <message>
        <source>Month after</source>
        <translation>الشهر التالي</translation>
    </message>
</context>
<context>
    <name>confab::ui::DetailsPane</name>
    <message>
        <source>Message details</source>
        <translation>تفاصيل الرسالة</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>أُرسلت</translation>
    </message>
    <message>
        <source>%1, edited</source>
        <comment>a time</comment>
        <translation>%1، معدّلة</translation>
    </message>
    <message>
        <source>Read by</source>
        <translation>قرأها</translation>
    </message>
    <message>
        <source>Not read yet</source>
        <translation>لم يقرأها بعد</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>يُبحث…</translation>
    </message>
    <message numerus="yes">
        <source>%1 · %n</source>
        <comment>emoji · how many</comment>
        <translation>
            <numerusform>%1 · %n</numerusform>
            <numerusform>%1 · %n</numerusform>
            <numerusform>%1 · %n</numerusform>
            <numerusform>%1 · %n</numerusform>
            <numerusform>%1 · %n</numerusform>
            <numerusform>%1 · %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Nobody yet.</source>
        <translation>لا أحد بعد.</translation>
    </message>
    <message>
        <source>More people</source>
        <translation>مزيد من الأشخاص</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>day, time</comment>
        <translation>%1، %2</translation>
    </message>
    <message>
        <source>How the bot understood it</source>
        <translation>كيف فهمه البوت</translation>
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
        <translation>لم يُذكر بعد</translation>
    </message>
</context>
<context>
    <name>confab::ui::Emoji</name>
    <message>
        <source>Smileys</source>
        <translation>الوجوه</translation>
    </message>
    <message>
        <source>People</source>
        <translation>الأشخاص</translation>
    </message>
    <message>
        <source>Animals and plants</source>
        <translation>الحيوانات والنباتات</translation>
    </message>
    <message>
        <source>Food and drink</source>
        <translation>الطعام والشراب</translation>
    </message>
    <message>
        <source>Activities</source>
        <translation>الأنشطة</translation>
    </message>
    <message>
        <source>Travel and places</source>
        <translation>السفر والأماكن</translation>
    </message>
    <message>
        <source>Objects</source>
        <translation>الأشياء</translation>
    </message>
    <message>
        <source>Symbols</source>
        <translation>الرموز</translation>
    </message>
    <message>
        <source>Flags</source>
        <translation>الأعلام</translation>
    </message>
</context>
<context>
    <name>confab::ui::EmojiGrid</name>
    <message>
        <source>Emoji</source>
        <translation>رموز تعبيرية</translation>
    </message>
    <message>
        <source>Nothing called “%1”.</source>
        <translation>لا شيء باسم «%1».</translation>
    </message>
</context>
<context>
    <name>confab::ui::EmojiPicker</name>
    <message>
        <source>Emoji</source>
        <translation>رموز تعبيرية</translation>
    </message>
    <message>
        <source>Find an emoji</source>
        <translation>ابحث عن رمز تعبيري</translation>
    </message>
</context>
<context>
    <name>confab::ui::EmojiRows</name>
    <message>
        <source>Used lately</source>
        <translation>المستخدمة مؤخرًا</translation>
    </message>
</context>
<context>
    <name>confab::ui::EmojiTabs</name>
    <message>
        <source>Used lately</source>
        <translation>المستخدمة مؤخرًا</translation>
    </message>
</context>
<context>
    <name>confab::ui::EmptyState</name>
    <message>
        <source>Copy</source>
        <translation>نسخ</translation>
    </message>
    <message>
        <source>Invite</source>
        <translation>الدعوة</translation>
    </message>
    <message>
        <source>Copy the invite</source>
        <translation>نسخ الدعوة</translation>
    </message>
</context>
<context>
    <name>confab::ui::FileActions</name>
    <message>
        <source>A bot reads no files.</source>
        <translation>لا يقرأ البوت الملفات.</translation>
    </message>
    <message>
        <source>Guests send no files.</source>
        <translation>لا يمكن للضيوف إرسال الملفات.</translation>
    </message>
    <message>
        <source>The file cannot be copied to where other programs find it.</source>
        <translation>تعذّر نسخ الملف إلى حيث تجده البرامج الأخرى.</translation>
    </message>
    <message>
        <source>No program on this computer opens this file. It can be saved instead.</source>
        <translation>لا برنامج على هذا الحاسوب يفتح هذا الملف. يمكنك حفظه بدلًا من ذلك.</translation>
    </message>
    <message>
        <source>Save file</source>
        <translation>حفظ الملف</translation>
    </message>
    <message>
        <source>%1 cannot be written there.</source>
        <comment>a file</comment>
        <translation>تعذّرت كتابة %1 هناك.</translation>
    </message>
</context>
<context>
    <name>confab::ui::FileTray</name>
    <message>
        <source>Files to send</source>
        <translation>ملفات للإرسال</translation>
    </message>
</context>
<context>
    <name>confab::ui::Files</name>
    <message>
        <source>%1 of %2</source>
        <comment>how much of a file has moved</comment>
        <translation>%1 من %2</translation>
    </message>
    <message>
        <source>%1 · waits</source>
        <comment>size of a file</comment>
        <translation>%1 · ينتظر</translation>
    </message>
    <message>
        <source>%1 · paused</source>
        <comment>2 of 5 MiB</comment>
        <translation>%1 · متوقف مؤقتًا</translation>
    </message>
</context>
<context>
    <name>confab::ui::FirstRunPage</name>
    <message>
        <source>Back to the chat</source>
        <translation>العودة إلى المحادثة</translation>
    </message>
    <message>
        <source>Welcome to Confab</source>
        <translation>مرحبًا بك في Confab</translation>
    </message>
    <message>
        <source>Join a chat on this network, or host one on this computer.</source>
        <translation>انضم إلى محادثة على هذه الشبكة، أو استضف واحدة على هذا الحاسوب.</translation>
    </message>
    <message>
        <source>Join a chat.</source>
        <translation>انضم إلى محادثة.</translation>
    </message>
    <message>
        <source>Join a chat</source>
        <translation>الانضمام إلى محادثة</translation>
    </message>
    <message>
        <source>Host a chat</source>
        <translation>استضافة محادثة</translation>
    </message>
    <message>
        <source>Join or host</source>
        <translation>انضمام أو استضافة</translation>
    </message>
</context>
<context>
    <name>confab::ui::ForwardPage</name>
    <message numerus="yes">
        <source>Forward %n messages to…</source>
        <translation>
            <numerusform>إعادة توجيه الرسائل إلى…</numerusform>
            <numerusform>إعادة توجيه رسالة واحدة إلى…</numerusform>
            <numerusform>إعادة توجيه رسالتين إلى…</numerusform>
            <numerusform>إعادة توجيه %n رسائل إلى…</numerusform>
            <numerusform>إعادة توجيه %n رسالة إلى…</numerusform>
            <numerusform>إعادة توجيه %n رسالة إلى…</numerusform>
        </translation>
    </message>
    <message>
        <source>Search rooms and people</source>
        <translation>ابحث عن غرف وأشخاص</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>المحادثات</translation>
    </message>
</context>
<context>
    <name>confab::ui::HitList</name>
    <message>
        <source>notes to yourself</source>
        <translation>ملاحظات لنفسك</translation>
    </message>
    <message>
        <source>to %1</source>
        <translation>إلى %1</translation>
    </message>
    <message>
        <source>to you</source>
        <translation>إليك</translation>
    </message>
    <message>
        <source>bot</source>
        <translation>بوت</translation>
    </message>
    <message>
        <source>thread</source>
        <translation>سلسلة</translation>
    </message>
    <message>
        <source>%1 · thread</source>
        <comment>where a message was said</comment>
        <translation>%1 · سلسلة</translation>
    </message>
    <message numerus="yes">
        <source>%n replies</source>
        <translation>
            <numerusform>لا ردود</numerusform>
            <numerusform>رد واحد</numerusform>
            <numerusform>ردان</numerusform>
            <numerusform>%n ردود</numerusform>
            <numerusform>%n ردًّا</numerusform>
            <numerusform>%n رد</numerusform>
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
        <translation>%1، %2: %3</translation>
    </message>
    <message>
        <source>%1, %2, %3: %4</source>
        <comment>sender, where, time, text</comment>
        <translation>%1، %2، %3: %4</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>size of a file, its sender</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>%1, %2, %3</source>
        <comment>name of a file; size and sender; time</comment>
        <translation>%1، %2، %3</translation>
    </message>
    <message>
        <source>%1, %2, %3, unread: %4</source>
        <comment>sender, where, time, text</comment>
        <translation>%1، %2، %3، غير مقروءة: %4</translation>
    </message>
</context>
<context>
    <name>confab::ui::HostBox</name>
    <message>
        <source>Name of the chat</source>
        <translation>اسم المحادثة</translation>
    </message>
    <message>
        <source>Host this chat</source>
        <translation>استضافة هذه المحادثة</translation>
    </message>
    <message>
        <source>Who may join</source>
        <translation>من ينضم</translation>
    </message>
    <message>
        <source>People with an invite</source>
        <translation>من معه دعوة</translation>
    </message>
    <message>
        <source>You get a code to share.</source>
        <translation>تحصل على رمز لمشاركته.</translation>
    </message>
    <message>
        <source>Anyone on this network</source>
        <translation>أي شخص على هذه الشبكة</translation>
    </message>
    <message>
        <source>They sign up themselves; you can remove them.</source>
        <translation>يسجلون بأنفسهم؛ ويمكنك إزالتهم.</translation>
    </message>
    <message>
        <source>Anyone, as a guest too</source>
        <translation>أي شخص، وضيفًا أيضًا</translation>
    </message>
    <message>
        <source>No account needed. Best for a workshop.</source>
        <translation>دون حساب. الأنسب لورشة عمل.</translation>
    </message>
    <message>
        <source>Runs while Confab is open. Encrypted on the way; whoever hosts the server can read the messages.</source>
        <translation>تعمل ما دام Confab مفتوحًا. مشفّرة في الطريق؛ ومن يستضيف الخادم يستطيع قراءة الرسائل.</translation>
    </message>
    <message>
        <source>Our chat</source>
        <translation>محادثتنا</translation>
    </message>
    <message>
        <source>%1’s chat</source>
        <translation>محادثة %1</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>تبدأ…</translation>
    </message>
</context>
<context>
    <name>confab::ui::HostFlow</name>
    <message>
        <source>Give the chat a name.</source>
        <translation>أعط المحادثة اسمًا.</translation>
    </message>
</context>
<context>
    <name>confab::ui::HostPage</name>
    <message>
        <source>Join %1 with Confab. Address: %2</source>
        <translation>انضم إلى %1 بواسطة Confab. العنوان: %2</translation>
    </message>
    <message>
        <source>Join %1 with Confab. Address: %2 Invite code: %3</source>
        <translation>انضم إلى %1 بواسطة Confab. العنوان: %2 رمز الدعوة: %3</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>الاستضافة</translation>
    </message>
    <message>
        <source>Stop hosting</source>
        <translation>إيقاف الاستضافة</translation>
    </message>
    <message>
        <source>On</source>
        <comment>hosting is</comment>
        <translation>تعمل</translation>
    </message>
    <message>
        <source>Host a chat from this computer</source>
        <translation>استضف محادثة من هذا الحاسوب</translation>
    </message>
    <message>
        <source>Friends on this network join by address. It runs while Confab is open.</source>
        <translation>ينضم الأصدقاء على هذه الشبكة بالعنوان. تعمل ما دام Confab مفتوحًا.</translation>
    </message>
    <message>
        <source>Start hosting</source>
        <translation>بدء الاستضافة</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>التفاصيل</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>العنوان</translation>
    </message>
    <message>
        <source>Invite code</source>
        <translation>رمز الدعوة</translation>
    </message>
    <message>
        <source>Good for 20 people, for a day after hosting began.</source>
        <translation>صالح لعشرين شخصًا، ليوم من بدء الاستضافة.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>نسخ</translation>
    </message>
    <message>
        <source>Copy address and code</source>
        <translation>نسخ العنوان والرمز</translation>
    </message>
    <message>
        <source>Here now</source>
        <translation>الحاضرون الآن</translation>
    </message>
    <message>
        <source>Who may join</source>
        <translation>من ينضم</translation>
    </message>
    <message>
        <source>Encrypted on the way; whoever hosts the server can read the messages.</source>
        <translation>مشفّرة في الطريق؛ ومن يستضيف الخادم يستطيع قراءة الرسائل.</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>تتوقف…</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>تبدأ…</translation>
    </message>
    <message>
        <source>nobody yet</source>
        <translation>لا أحد بعد</translation>
    </message>
    <message numerus="yes">
        <source>%n people here</source>
        <translation>
            <numerusform>لا أحد هنا</numerusform>
            <numerusform>شخص واحد هنا</numerusform>
            <numerusform>شخصان هنا</numerusform>
            <numerusform>%n أشخاص هنا</numerusform>
            <numerusform>%n شخصًا هنا</numerusform>
            <numerusform>%n شخص هنا</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min</source>
        <comment>a duration</comment>
        <translation>
            <numerusform>%n د</numerusform>
            <numerusform>%n د</numerusform>
            <numerusform>%n د</numerusform>
            <numerusform>%n د</numerusform>
            <numerusform>%n د</numerusform>
            <numerusform>%n د</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n h %1</source>
        <comment>hours, then minutes</comment>
        <translation>
            <numerusform>%n س %1</numerusform>
            <numerusform>%n س %1</numerusform>
            <numerusform>%n س %1</numerusform>
            <numerusform>%n س %1</numerusform>
            <numerusform>%n س %1</numerusform>
            <numerusform>%n س %1</numerusform>
        </translation>
    </message>
    <message>
        <source>for %1 · %2</source>
        <comment>behind On: a duration · people here</comment>
        <translation>منذ %1 · %2</translation>
    </message>
    <message>
        <source>Nobody yet. Share the invite.</source>
        <translation>لا أحد بعد. شارك الدعوة.</translation>
    </message>
    <message>
        <source>Invite someone to %1</source>
        <translation>دعوة شخص إلى %1</translation>
    </message>
    <message>
        <source>They choose “Join a chat” and type the address, then the code.</source>
        <translation>يختارون «الانضمام إلى محادثة» ويكتبون العنوان ثم الرمز.</translation>
    </message>
    <message>
        <source>They choose “Join a chat” and type the address.</source>
        <translation>يختارون «الانضمام إلى محادثة» ويكتبون العنوان.</translation>
    </message>
    <message>
        <source>Address: %1</source>
        <translation>العنوان: %1</translation>
    </message>
    <message>
        <source>%1, port %2</source>
        <translation>%1، المنفذ %2</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>نُسخ</translation>
    </message>
    <message>
        <source>Stop hosting %1?</source>
        <translation>إيقاف استضافة %1؟</translation>
    </message>
    <message>
        <source>Everybody is disconnected. Nothing is lost: the messages stay on this computer, and you can host again.</source>
        <translation>يُقطع اتصال الجميع. لا يضيع شيء: تبقى الرسائل على هذا الحاسوب، ويمكنك الاستضافة من جديد.</translation>
    </message>
</context>
<context>
    <name>confab::ui::HostRow</name>
    <message>
        <source>Copy the invite</source>
        <translation>نسخ الدعوة</translation>
    </message>
    <message>
        <source>Hosting, nobody yet</source>
        <translation>الاستضافة تعمل، لا أحد بعد</translation>
    </message>
    <message numerus="yes">
        <source>Hosting, %n here</source>
        <translation>
            <numerusform>الاستضافة تعمل، %n هنا</numerusform>
            <numerusform>الاستضافة تعمل، %n هنا</numerusform>
            <numerusform>الاستضافة تعمل، %n هنا</numerusform>
            <numerusform>الاستضافة تعمل، %n هنا</numerusform>
            <numerusform>الاستضافة تعمل، %n هنا</numerusform>
            <numerusform>الاستضافة تعمل، %n هنا</numerusform>
        </translation>
    </message>
    <message>
        <source>Hosting</source>
        <translation>الاستضافة تعمل</translation>
    </message>
    <message>
        <source>nobody yet</source>
        <translation>لا أحد بعد</translation>
    </message>
    <message numerus="yes">
        <source>%n here</source>
        <translation>
            <numerusform>%n هنا</numerusform>
            <numerusform>%n هنا</numerusform>
            <numerusform>%n هنا</numerusform>
            <numerusform>%n هنا</numerusform>
            <numerusform>%n هنا</numerusform>
            <numerusform>%n هنا</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>confab::ui::HoverBar</name>
    <message>
        <source>More</source>
        <translation>المزيد</translation>
    </message>
    <message>
        <source>Copy text</source>
        <translation>نسخ النص</translation>
    </message>
    <message>
        <source>React with %1</source>
        <translation>التفاعل بـ %1</translation>
    </message>
    <message>
        <source>Add a reaction</source>
        <translation>إضافة تفاعل</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>رد</translation>
    </message>
    <message>
        <source>Reply in a thread</source>
        <translation>الرد في سلسلة</translation>
    </message>
</context>
<context>
    <name>confab::ui::JoinBox</name>
    <message>
        <source>I am new here</source>
        <translation>أنا جديد هنا</translation>
    </message>
    <message>
        <source>I have an account</source>
        <translation>لدي حساب</translation>
    </message>
    <message>
        <source>Invite code</source>
        <translation>رمز الدعوة</translation>
    </message>
    <message>
        <source>Join as a guest</source>
        <translation>الانضمام ضيفًا</translation>
    </message>
    <message>
        <source>The host sees the address on their Host page. The server is asked first what it needs; your name and password leave only when you join.</source>
        <translation>يرى المضيف العنوان في صفحة الاستضافة. يُسأل الخادم أولًا عما يحتاج إليه؛ ولا يخرج اسمك وكلمة مرورك إلا عند الانضمام.</translation>
    </message>
    <message>
        <source>Are you new on this server?</source>
        <translation>هل أنت جديد على هذا الخادم؟</translation>
    </message>
    <message>
        <source>From the person who invited you</source>
        <translation>من الشخص الذي دعاك</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>العنوان</translation>
    </message>
    <message>
        <source>192.168.1.24, chat.example.org or wss://…</source>
        <translation>⁦192.168.1.24, chat.example.org, wss://…⁩</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>متابعة</translation>
    </message>
    <message>
        <source>Asking the server…</source>
        <translation>يُسأل الخادم…</translation>
    </message>
    <message>
        <source>Sign up</source>
        <translation>إنشاء حساب</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>تسجيل الدخول</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>انضمام</translation>
    </message>
    <message>
        <source>Join %1</source>
        <translation>الانضمام إلى %1</translation>
    </message>
    <message>
        <source>Joining…</source>
        <translation>ينضم…</translation>
    </message>
    <message>
        <source>Shown as (optional)</source>
        <translation>الاسم الظاهر (اختياري)</translation>
    </message>
    <message>
        <source>An AWS backend, even a plain one</source>
        <translation>خلفية AWS، ولو كانت بسيطة</translation>
    </message>
    <message>
        <source>Behind Amazon API Gateway. Where it does not speak Confab&apos;s protocol you chat in bare texts: nobody can tell who wrote one.</source>
        <translation>خلف Amazon API Gateway. إن لم تكن تتكلم بروتوكول Confab فالدردشة بنصوص مجرّدة: لا يمكن معرفة من كتب أيًا منها.</translation>
    </message>
</context>
<context>
    <name>confab::ui::JoinFlow</name>
    <message>
        <source>Type the address that the host sees, such as 192.168.1.24.</source>
        <translation>اكتب العنوان الذي يراه المضيف، مثل 192.168.1.24.</translation>
    </message>
    <message>
        <source>That is no address. It looks like 192.168.1.24, chat.example.org or wss://chat.example.org.</source>
        <translation>هذا ليس عنوانًا. يبدو العنوان هكذا: 192.168.1.24 أو chat.example.org أو wss://chat.example.org.</translation>
    </message>
    <message>
        <source>New accounts need an invite code here. Ask the host for one.</source>
        <translation>تحتاج الحسابات الجديدة هنا إلى رمز دعوة. اطلبه من المضيف.</translation>
    </message>
    <message>
        <source>Type the name you have on this server.</source>
        <translation>اكتب اسمك على هذا الخادم.</translation>
    </message>
    <message>
        <source>Type your password.</source>
        <translation>اكتب كلمة مرورك.</translation>
    </message>
    <message>
        <source>A chat server answers there, but it does not speak Confab&apos;s protocol. If it is a plain AWS backend, tick the box below and continue.</source>
        <translation>يجيب هناك خادم دردشة، لكنه لا يتكلم بروتوكول Confab. إن كان خلفية AWS بسيطة، فضع العلامة أدناه وتابع.</translation>
    </message>
</context>
<context>
    <name>confab::ui::JumpButton</name>
    <message numerus="yes">
        <source>Jump to the latest, %n new message(s)</source>
        <translation>
            <numerusform>إلى الأحدث</numerusform>
            <numerusform>إلى الأحدث، رسالة جديدة</numerusform>
            <numerusform>إلى الأحدث، رسالتان جديدتان</numerusform>
            <numerusform>إلى الأحدث، %n رسائل جديدة</numerusform>
            <numerusform>إلى الأحدث، %n رسالة جديدة</numerusform>
            <numerusform>إلى الأحدث، %n رسالة جديدة</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>confab::ui::ListRow</name>
    <message>
        <source>, </source>
        <comment>between the parts of a spoken description</comment>
        <translation>، </translation>
    </message>
</context>
<context>
    <name>confab::ui::MainWindow</name>
    <message>
        <source>Previous conversation</source>
        <translation>المحادثة السابقة</translation>
    </message>
    <message>
        <source>Next conversation</source>
        <translation>المحادثة التالية</translation>
    </message>
    <message>
        <source>Previous unread conversation</source>
        <translation>المحادثة غير المقروءة السابقة</translation>
    </message>
    <message>
        <source>Next unread conversation</source>
        <translation>المحادثة غير المقروءة التالية</translation>
    </message>
    <message>
        <source>New direct message</source>
        <translation>رسالة مباشرة جديدة</translation>
    </message>
    <message>
        <source>Pick the previous message</source>
        <translation>اختيار الرسالة السابقة</translation>
    </message>
    <message>
        <source>Pick the next message</source>
        <translation>اختيار الرسالة التالية</translation>
    </message>
    <message>
        <source>Mark everything read</source>
        <translation>تعليم الكل كمقروء</translation>
    </message>
    <message>
        <source>Next pane</source>
        <translation>اللوحة التالية</translation>
    </message>
    <message>
        <source>Previous pane</source>
        <translation>اللوحة السابقة</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>نص أكبر</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>نص أصغر</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>الإعدادات</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>اختصارات لوحة المفاتيح</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>إنهاء</translation>
    </message>
    <message>
        <source>Close a page; back to the newest message</source>
        <translation>إغلاق الصفحة؛ العودة إلى أحدث رسالة</translation>
    </message>
    <message>
        <source>Edit the last message that waits</source>
        <translation>تعديل آخر رسالة في الانتظار</translation>
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
        <translation>إيقاف استضافة %1 والإنهاء؟</translation>
    </message>
    <message>
        <source>Everybody is disconnected. Nothing is lost: the messages stay on this computer, and you can host again.</source>
        <translation>يُقطع اتصال الجميع. لا يضيع شيء: تبقى الرسائل على هذا الحاسوب، ويمكنك الاستضافة من جديد.</translation>
    </message>
    <message>
        <source>Stop and quit</source>
        <translation>إيقاف وإنهاء</translation>
    </message>
    <message>
        <source>Jump anywhere</source>
        <translation>الانتقال إلى أي مكان</translation>
    </message>
    <message>
        <source>Search in this conversation</source>
        <translation>البحث في هذه المحادثة</translation>
    </message>
    <message>
        <source>Search everywhere</source>
        <translation>البحث في كل مكان</translation>
    </message>
    <message>
        <source>What is unread</source>
        <translation>غير المقروء</translation>
    </message>
    <message>
        <source>Back to where you were</source>
        <translation>العودة إلى حيث كنت</translation>
    </message>
</context>
<context>
    <name>confab::ui::MembersPane</name>
    <message>
        <source>Members</source>
        <translation>الأعضاء</translation>
    </message>
    <message>
        <source>Close members</source>
        <translation>إغلاق الأعضاء</translation>
    </message>
    <message>
        <source>Add people</source>
        <translation>إضافة أشخاص</translation>
    </message>
    <message>
        <source>More people</source>
        <translation>مزيد من الأشخاص</translation>
    </message>
    <message>
        <source>Back to the conversation</source>
        <translation>العودة إلى المحادثة</translation>
    </message>
    <message>
        <source>Remove %1 from this room?</source>
        <translation>إزالة %1 من هذه الغرفة؟</translation>
    </message>
    <message>
        <source>They lose what was said here. You can add them again.</source>
        <translation>يفقد ما قيل هنا. يمكنك إضافته من جديد.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>إزالة</translation>
    </message>
    <message>
        <source>Write to %1</source>
        <translation>الكتابة إلى %1</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>إزالة %1</translation>
    </message>
    <message numerus="yes">
        <source>%n members</source>
        <translation>
            <numerusform>لا أعضاء</numerusform>
            <numerusform>عضو واحد</numerusform>
            <numerusform>عضوان</numerusform>
            <numerusform>%n أعضاء</numerusform>
            <numerusform>%n عضوًا</numerusform>
            <numerusform>%n عضو</numerusform>
        </translation>
    </message>
    <message>
        <source>Bot</source>
        <translation>بوت</translation>
    </message>
    <message>
        <source>Answers to %1</source>
        <translation>يجيب عند مناداته بـ %1</translation>
    </message>
    <message>
        <source>Read by %1</source>
        <comment>a model or service</comment>
        <translation>يقرؤه %1</translation>
    </message>
    <message>
        <source>Whoever calls it with %1 lets it read the last messages of this conversation.</source>
        <translation>من يناديه بـ %1 يتيح له قراءة آخر رسائل هذه المحادثة.</translation>
    </message>
</context>
<context>
    <name>confab::ui::MessageActions</name>
    <message>
        <source>It has been sent already.</source>
        <translation>لقد أُرسلت من قبل.</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n messages?</source>
        <translation>
            <numerusform>حذف الرسائل؟</numerusform>
            <numerusform>حذف رسالة واحدة؟</numerusform>
            <numerusform>حذف رسالتين؟</numerusform>
            <numerusform>حذف %n رسائل؟</numerusform>
            <numerusform>حذف %n رسالة؟</numerusform>
            <numerusform>حذف %n رسالة؟</numerusform>
        </translation>
    </message>
    <message>
        <source>Everybody here sees that they were deleted, and by whom they were written.</source>
        <translation>يرى كل من هنا أنها حُذفت، ومن كتبها.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>حذف</translation>
    </message>
    <message numerus="yes">
        <source>%n messages are in your notes now.</source>
        <translation>
            <numerusform>لم تُحفظ رسائل في ملاحظاتك.</numerusform>
            <numerusform>حُفظت رسالة واحدة في ملاحظاتك.</numerusform>
            <numerusform>حُفظت رسالتان في ملاحظاتك.</numerusform>
            <numerusform>حُفظت %n رسائل في ملاحظاتك.</numerusform>
            <numerusform>حُفظت %n رسالة في ملاحظاتك.</numerusform>
            <numerusform>حُفظت %n رسالة في ملاحظاتك.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>confab::ui::MessagesPane</name>
    <message>
        <source>Pinned</source>
        <translation>المثبّتة</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>الملفات</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>الروابط</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>الرسائل</translation>
    </message>
    <message>
        <source>Unread</source>
        <translation>غير المقروء</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>يُبحث…</translation>
    </message>
    <message>
        <source>Nothing is unread.</source>
        <translation>لا شيء غير مقروء.</translation>
    </message>
    <message>
        <source>Nothing pinned yet.</source>
        <translation>لا شيء مثبّت بعد.</translation>
    </message>
    <message>
        <source>No files yet.</source>
        <translation>لا ملفات بعد.</translation>
    </message>
    <message>
        <source>No links yet.</source>
        <translation>لا روابط بعد.</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>السلاسل</translation>
    </message>
    <message>
        <source>No threads yet.</source>
        <translation>لا سلاسل بعد.</translation>
    </message>
    <message>
        <source>Pinned and more</source>
        <translation>المثبّتة والمزيد</translation>
    </message>
</context>
<context>
    <name>confab::ui::NewRoomPage</name>
    <message>
        <source>New room</source>
        <translation>غرفة جديدة</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>Topic (optional)</source>
        <translation>الموضوع (اختياري)</translation>
    </message>
    <message>
        <source>Create room</source>
        <translation>إنشاء الغرفة</translation>
    </message>
    <message>
        <source>Private</source>
        <translation>خاصة</translation>
    </message>
    <message>
        <source>Only people who are added see it.</source>
        <translation>لا يراها إلا من يُضاف.</translation>
    </message>
    <message>
        <source>Public</source>
        <translation>عامة</translation>
    </message>
    <message>
        <source>Everybody on this server can find and join it.</source>
        <translation>يستطيع كل من على الخادم إيجادها والانضمام.</translation>
    </message>
    <message>
        <source>Add people (you can do that later too)</source>
        <translation>إضافة أشخاص (يمكن ذلك لاحقًا أيضًا)</translation>
    </message>
    <message>
        <source>Give the room a name.</source>
        <translation>أعط الغرفة اسمًا.</translation>
    </message>
</context>
<context>
    <name>confab::ui::NoticeBar</name>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
</context>
<context>
    <name>confab::ui::OwnRow</name>
    <message>
        <source>Settings</source>
        <translation>الإعدادات</translation>
    </message>
    <message>
        <source>%1, %2. Change your presence</source>
        <comment>name, presence</comment>
        <translation>%1، %2. غيّر حضورك</translation>
    </message>
    <message>
        <source>Sign out…</source>
        <translation>تسجيل الخروج…</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>server, unread count</comment>
        <translation>%1 ‏(%2)</translation>
    </message>
    <message>
        <source>Add a server</source>
        <translation>إضافة خادم</translation>
    </message>
    <message>
        <source>For 30 minutes</source>
        <translation>لمدة 30 دقيقة</translation>
    </message>
    <message>
        <source>For 1 hour</source>
        <translation>لمدة ساعة</translation>
    </message>
    <message>
        <source>Until tomorrow, %1</source>
        <translation>حتى الغد، %1</translation>
    </message>
    <message>
        <source>Until I change it</source>
        <translation>حتى أغيّرها</translation>
    </message>
    <message>
        <source>Your status</source>
        <translation>حالتك</translation>
    </message>
    <message>
        <source>What are you up to?</source>
        <translation>ماذا تفعل؟</translation>
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
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>Back to the conversation</source>
        <translation>العودة إلى المحادثة</translation>
    </message>
</context>
<context>
    <name>confab::ui::PasswordEdit</name>
    <message>
        <source>Show the password</source>
        <translation>إظهار كلمة المرور</translation>
    </message>
    <message>
        <source>Hide the password</source>
        <translation>إخفاء كلمة المرور</translation>
    </message>
</context>
<context>
    <name>confab::ui::PeopleList</name>
    <message>
        <source>More people</source>
        <translation>مزيد من الأشخاص</translation>
    </message>
    <message>
        <source>Search people</source>
        <translation>ابحث عن أشخاص</translation>
    </message>
    <message>
        <source>Nobody yet. Share the invite.</source>
        <translation>لا أحد بعد. شارك الدعوة.</translation>
    </message>
    <message>
        <source>Nobody called “%1”.</source>
        <translation>لا أحد باسم «%1».</translation>
    </message>
</context>
<context>
    <name>confab::ui::PeoplePickerPage</name>
    <message>
        <source>New direct message</source>
        <translation>رسالة مباشرة جديدة</translation>
    </message>
</context>
<context>
    <name>confab::ui::PictureViewer</name>
    <message>
        <source>Retry</source>
        <translation>إعادة المحاولة</translation>
    </message>
    <message>
        <source>Previous picture</source>
        <translation>الصورة السابقة</translation>
    </message>
    <message>
        <source>Next picture</source>
        <translation>الصورة التالية</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>تصغير</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>تكبير</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>نسخ الصورة</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>حفظ باسم…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>صورة</translation>
    </message>
    <message>
        <source>%1 · %2, %3 · %4 · %5</source>
        <comment>sender, day, time, size of the file, size of the picture</comment>
        <translation>%1 · %2، %3 · %4 · %5</translation>
    </message>
    <message>
        <source>Picture %1, %2</source>
        <comment>name, sender and size</comment>
        <translation>صورة %1، %2</translation>
    </message>
    <message>
        <source>This picture cannot be shown.</source>
        <translation>لا يمكن عرض هذه الصورة.</translation>
    </message>
</context>
<context>
    <name>confab::ui::QuickSwitcher</name>
    <message>
        <source>Jump anywhere</source>
        <translation>الانتقال إلى أي مكان</translation>
    </message>
    <message>
        <source>A room, a person, or something to do</source>
        <translation>غرفة أو شخص أو أمر تنفذه</translation>
    </message>
    <message>
        <source>Where to jump</source>
        <translation>وجهات الانتقال</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>choose</source>
        <translation>اختيار</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>open</source>
        <translation>فتح</translation>
    </message>
    <message>
        <source>commands</source>
        <translation>الأوامر</translation>
    </message>
    <message>
        <source>people</source>
        <translation>الأشخاص</translation>
    </message>
    <message>
        <source>rooms</source>
        <translation>الغرف</translation>
    </message>
</context>
<context>
    <name>confab::ui::RoomDetailsPage</name>
    <message>
        <source>You can join it again from the directory.</source>
        <translation>يمكنك الانضمام من جديد من الدليل.</translation>
    </message>
    <message>
        <source>Somebody inside has to add you before you can come back.</source>
        <translation>يجب أن يضيفك أحد بداخلها قبل أن تعود.</translation>
    </message>
    <message>
        <source>Leave #%1?</source>
        <translation>مغادرة #%1؟</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>مغادرة</translation>
    </message>
    <message>
        <source>Delete #%1?</source>
        <translation>حذف #%1؟</translation>
    </message>
    <message>
        <source>All its messages are deleted for everybody. This cannot be undone.</source>
        <translation>تُحذف كل رسائلها للجميع. لا يمكن التراجع.</translation>
    </message>
    <message>
        <source>Delete room</source>
        <translation>حذف الغرفة</translation>
    </message>
    <message>
        <source>Room details</source>
        <translation>تفاصيل الغرفة</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>الموضوع</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>حفظ</translation>
    </message>
    <message>
        <source>Private: only people who are added see it</source>
        <translation>خاصة: لا يراها إلا من يُضاف</translation>
    </message>
    <message>
        <source>Public: everybody on this server can find and join it</source>
        <translation>عامة: يستطيع كل من على الخادم الانضمام</translation>
    </message>
    <message numerus="yes">
        <source>%n people</source>
        <translation>
            <numerusform>لا أحد</numerusform>
            <numerusform>شخص واحد</numerusform>
            <numerusform>شخصان</numerusform>
            <numerusform>%n أشخاص</numerusform>
            <numerusform>%n شخصًا</numerusform>
            <numerusform>%n شخص</numerusform>
        </translation>
    </message>
    <message>
        <source>Leave room</source>
        <translation>مغادرة الغرفة</translation>
    </message>
    <message>
        <source>Give the room a name.</source>
        <translation>أعط الغرفة اسمًا.</translation>
    </message>
</context>
<context>
    <name>confab::ui::RoomDirectoryPage</name>
    <message>
        <source>Browse rooms</source>
        <translation>تصفح الغرف</translation>
    </message>
    <message>
        <source>More rooms</source>
        <translation>مزيد من الغرف</translation>
    </message>
    <message>
        <source>Search rooms</source>
        <translation>ابحث عن غرف</translation>
    </message>
    <message numerus="yes">
        <source>%n people</source>
        <translation>
            <numerusform>لا أحد</numerusform>
            <numerusform>شخص واحد</numerusform>
            <numerusform>شخصان</numerusform>
            <numerusform>%n أشخاص</numerusform>
            <numerusform>%n شخصًا</numerusform>
            <numerusform>%n شخص</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>people · topic</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>فتح</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>انضمام</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>فتح %1</translation>
    </message>
    <message>
        <source>Join %1</source>
        <translation>الانضمام إلى %1</translation>
    </message>
    <message>
        <source>No public rooms yet. You can make one.</source>
        <translation>لا غرف عامة بعد. يمكنك إنشاء واحدة.</translation>
    </message>
    <message>
        <source>Nothing called “%1”.</source>
        <translation>لا شيء باسم «%1».</translation>
    </message>
</context>
<context>
    <name>confab::ui::SearchPane</name>
    <message>
        <source>Search</source>
        <translation>بحث</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>الأحدث أولًا</translation>
    </message>
    <message>
        <source>Search messages</source>
        <translation>البحث في الرسائل</translation>
    </message>
    <message>
        <source>Messages that were found</source>
        <translation>الرسائل التي وُجدت</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>كل مكان</translation>
    </message>
    <message>
        <source>In this conversation</source>
        <translation>في هذه المحادثة</translation>
    </message>
    <message>
        <source>Anybody</source>
        <translation>أي شخص</translation>
    </message>
    <message>
        <source>From</source>
        <translation>من</translation>
    </message>
    <message>
        <source>Any time</source>
        <translation>أي وقت</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>اليوم</translation>
    </message>
    <message>
        <source>The last 7 days</source>
        <translation>آخر 7 أيام</translation>
    </message>
    <message>
        <source>The last 30 days</source>
        <translation>آخر 30 يومًا</translation>
    </message>
    <message>
        <source>The last 365 days</source>
        <translation>آخر 365 يومًا</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>التاريخ</translation>
    </message>
    <message>
        <source>Anything</source>
        <translation>أي شيء</translation>
    </message>
    <message>
        <source>A file</source>
        <translation>ملف</translation>
    </message>
    <message>
        <source>A link</source>
        <translation>رابط</translation>
    </message>
    <message>
        <source>Has</source>
        <translation>تحتوي</translation>
    </message>
    <message>
        <source>next result</source>
        <translation>النتيجة التالية</translation>
    </message>
    <message>
        <source>Enter</source>
        <comment>a key</comment>
        <translation>Enter</translation>
    </message>
    <message>
        <source>show it</source>
        <translation>إظهارها</translation>
    </message>
    <message>
        <source>Esc</source>
        <comment>a key</comment>
        <translation>Esc</translation>
    </message>
    <message>
        <source>back</source>
        <translation>رجوع</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>هنا</translation>
    </message>
    <message>
        <source>Words, or from:ben, in:#design, has:file, before:may</source>
        <translation>كلمات، أو ⁦from:ben, in:#design, has:file, before:may⁩</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>يُبحث…</translation>
    </message>
    <message>
        <source>Nothing with “%1” in what this computer has kept.</source>
        <translation>لا شيء فيه «%1» مما حفظه هذا الحاسوب.</translation>
    </message>
    <message>
        <source>Nothing with “%1”.</source>
        <translation>لا شيء فيه «%1».</translation>
    </message>
    <message numerus="yes">
        <source>%n messages and more</source>
        <translation>
            <numerusform>لا رسائل وأكثر</numerusform>
            <numerusform>رسالة واحدة وأكثر</numerusform>
            <numerusform>رسالتان وأكثر</numerusform>
            <numerusform>%n رسائل وأكثر</numerusform>
            <numerusform>%n رسالة وأكثر</numerusform>
            <numerusform>%n رسالة وأكثر</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n messages that this computer has kept</source>
        <translation>
            <numerusform>لا رسائل حفظها هذا الحاسوب</numerusform>
            <numerusform>رسالة واحدة حفظها هذا الحاسوب</numerusform>
            <numerusform>رسالتان حفظهما هذا الحاسوب</numerusform>
            <numerusform>%n رسائل حفظها هذا الحاسوب</numerusform>
            <numerusform>%n رسالة حفظها هذا الحاسوب</numerusform>
            <numerusform>%n رسالة حفظها هذا الحاسوب</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n messages</source>
        <translation>
            <numerusform>لا رسائل</numerusform>
            <numerusform>رسالة واحدة</numerusform>
            <numerusform>رسالتان</numerusform>
            <numerusform>%n رسائل</numerusform>
            <numerusform>%n رسالة</numerusform>
            <numerusform>%n رسالة</numerusform>
        </translation>
    </message>
    <message>
        <source>Search again: %1</source>
        <translation>البحث من جديد: %1</translation>
    </message>
</context>
<context>
    <name>confab::ui::SectionedContacts</name>
    <message>
        <source>typing…</source>
        <translation>يكتب…</translation>
    </message>
    <message>
        <source>%1 is typing…</source>
        <translation>يكتب %1…</translation>
    </message>
    <message>
        <source>Several people are typing…</source>
        <translation>يكتب عدة أشخاص…</translation>
    </message>
    <message>
        <source>Draft:</source>
        <translation>مسودة:</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>أمس</translation>
    </message>
    <message>
        <source>Nobody yet. Share the invite.</source>
        <translation>لا أحد بعد. شارك الدعوة.</translation>
    </message>
    <message>
        <source>Nothing called “%1”.</source>
        <translation>لا شيء باسم «%1».</translation>
    </message>
    <message>
        <source>Rooms</source>
        <translation>الغرف</translation>
    </message>
    <message>
        <source>People</source>
        <translation>الأشخاص</translation>
    </message>
    <message>
        <source>Bots</source>
        <translation>البوتات</translation>
    </message>
    <message>
        <source>Favourites</source>
        <translation>المفضلة</translation>
    </message>
    <message>
        <source>Archived</source>
        <translation>المؤرشفة</translation>
    </message>
    <message>
        <source>Archived, shown</source>
        <translation>المؤرشفة، ظاهرة</translation>
    </message>
    <message>
        <source>Archived, hidden</source>
        <translation>المؤرشفة، مخفية</translation>
    </message>
</context>
<context>
    <name>confab::ui::SendButton</name>
    <message>
        <source>Save</source>
        <translation>حفظ</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>إرسال</translation>
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
        <translation>%1، %2</translation>
    </message>
</context>
<context>
    <name>confab::ui::ServerRail</name>
    <message>
        <source>Add a server</source>
        <translation>إضافة خادم</translation>
    </message>
    <message>
        <source>Servers</source>
        <translation>الخوادم</translation>
    </message>
</context>
<context>
    <name>confab::ui::SettingsPage</name>
    <message>
        <source>Sign out of %1?</source>
        <translation>تسجيل الخروج من %1؟</translation>
    </message>
    <message>
        <source>What is kept on this computer, unsent messages too, is deleted here. The server keeps your messages.</source>
        <translation>يُحذف ما حُفظ على هذا الحاسوب، وما لم يُرسل أيضًا. يحتفظ الخادم برسائلك.</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>تسجيل الخروج</translation>
    </message>
    <message>
        <source>Forget %1?</source>
        <translation>نسيان %1؟</translation>
    </message>
    <message>
        <source>You are signed out, and everything of it is deleted from this computer. The server keeps your messages.</source>
        <translation>يُسجّل خروجك ويُحذف كل ما يخصه من هذا الحاسوب. يحتفظ الخادم برسائلك.</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>نسيان</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>الإعدادات</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>المظهر</translation>
    </message>
    <message>
        <source>Text and language</source>
        <translation>النص واللغة</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>الكتابة</translation>
    </message>
    <message>
        <source>Servers</source>
        <translation>الخوادم</translation>
    </message>
    <message>
        <source>Add a server</source>
        <translation>إضافة خادم</translation>
    </message>
    <message>
        <source>Hosting</source>
        <translation>الاستضافة تعمل</translation>
    </message>
    <message>
        <source>About Confab</source>
        <translation>حول Confab</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>اختصارات لوحة المفاتيح</translation>
    </message>
    <message>
        <source>System</source>
        <translation>النظام</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>فاتح</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>داكن</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>تباين عالٍ</translation>
    </message>
    <message>
        <source>Theme: %1</source>
        <translation>السمة: %1</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>حجم النص</translation>
    </message>
    <message>
        <source>%1 px</source>
        <translation>%1 بكسل</translation>
    </message>
    <message>
        <source>Ctrl+plus and Ctrl+minus anywhere</source>
        <translation>‏Ctrl+plus و Ctrl+minus في أي مكان</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>اللغة</translation>
    </message>
    <message>
        <source>From the next start of Confab</source>
        <translation>من التشغيل القادم لـ Confab</translation>
    </message>
    <message>
        <source>Enter sends</source>
        <translation>الإدخال يرسل</translation>
    </message>
    <message>
        <source>Shift+Enter breaks the line. Off: the other way round.</source>
        <translation>‏Shift+Enter سطر جديد. معطّل: العكس.</translation>
    </message>
    <message>
        <source>Sign out of %1</source>
        <translation>تسجيل الخروج من %1</translation>
    </message>
    <message>
        <source>Forget %1</source>
        <translation>نسيان %1</translation>
    </message>
    <message>
        <source>Not signed in</source>
        <translation>غير مسجّل الدخول</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>account · address</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>24-hour clock</source>
        <translation>نظام 24 ساعة</translation>
    </message>
    <message>
        <source>Check spelling</source>
        <translation>التدقيق الإملائي</translation>
    </message>
    <message>
        <source>In the language of the window</source>
        <translation>بلغة النافذة</translation>
    </message>
    <message>
        <source>There is no dictionary for %1 on this computer.</source>
        <translation>لا يوجد قاموس للغة %1 على هذا الحاسوب.</translation>
    </message>
</context>
<context>
    <name>confab::ui::ShortcutsPage</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>اختصارات لوحة المفاتيح</translation>
    </message>
</context>
<context>
    <name>confab::ui::SignInPage</name>
    <message>
        <source>Another server</source>
        <translation>خادم آخر</translation>
    </message>
    <message>
        <source>Forget this server</source>
        <translation>نسيان هذا الخادم</translation>
    </message>
    <message>
        <source>Sign in to %1</source>
        <translation>تسجيل الدخول إلى %1</translation>
    </message>
</context>
<context>
    <name>confab::ui::Spelling</name>
    <message>
        <source>No suggestions</source>
        <translation>لا اقتراحات</translation>
    </message>
    <message>
        <source>Add “%1” to the dictionary</source>
        <translation>إضافة «%1» إلى القاموس</translation>
    </message>
</context>
<context>
    <name>confab::ui::StateStrip</name>
    <message>
        <source>Details</source>
        <translation>التفاصيل</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>حاول الآن</translation>
    </message>
    <message>
        <source>Details of the connection</source>
        <translation>تفاصيل الاتصال</translation>
    </message>
    <message>
        <source>No connection to %1.</source>
        <translation>لا اتصال بـ %1.</translation>
    </message>
    <message numerus="yes">
        <source>%1 Next try in %n s.</source>
        <translation>
            <numerusform>%1 المحاولة التالية بعد %n ث.</numerusform>
            <numerusform>%1 المحاولة التالية بعد %n ث.</numerusform>
            <numerusform>%1 المحاولة التالية بعد %n ث.</numerusform>
            <numerusform>%1 المحاولة التالية بعد %n ث.</numerusform>
            <numerusform>%1 المحاولة التالية بعد %n ث.</numerusform>
            <numerusform>%1 المحاولة التالية بعد %n ث.</numerusform>
        </translation>
    </message>
    <message>
        <source>Trying again…</source>
        <translation>تُعاد المحاولة…</translation>
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
        <translation>العنوان: %1
السبب: %2
رمز الإغلاق: %3
المحاولة التالية: %4</translation>
    </message>
    <message>
        <source>not by itself</source>
        <translation>ليس تلقائيًا</translation>
    </message>
</context>
<context>
    <name>confab::ui::SwitcherRows</name>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>الأخيرة</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>المحادثات</translation>
    </message>
    <message>
        <source>Nothing called “%1”.</source>
        <translation>لا شيء باسم «%1».</translation>
    </message>
    <message>
        <source>Do something</source>
        <translation>تنفيذ أمر</translation>
    </message>
    <message>
        <source>Search messages for “%1”</source>
        <translation>البحث في الرسائل عن «%1»</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>كل مكان</translation>
    </message>
    <message numerus="yes">
        <source>%n people</source>
        <translation>
            <numerusform>لا أحد</numerusform>
            <numerusform>شخص واحد</numerusform>
            <numerusform>شخصان</numerusform>
            <numerusform>%n أشخاص</numerusform>
            <numerusform>%n شخصًا</numerusform>
            <numerusform>%n شخص</numerusform>
        </translation>
    </message>
    <message>
        <source>Bot</source>
        <translation>بوت</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>facts about a conversation</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>name, unread count</comment>
        <translation>%1، %2</translation>
    </message>
    <message numerus="yes">
        <source>%n unread</source>
        <translation>
            <numerusform>لا غير مقروء</numerusform>
            <numerusform>رسالة غير مقروءة</numerusform>
            <numerusform>رسالتان غير مقروءتين</numerusform>
            <numerusform>%n رسائل غير مقروءة</numerusform>
            <numerusform>%n رسالة غير مقروءة</numerusform>
            <numerusform>%n رسالة غير مقروءة</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>name, what it is</comment>
        <translation>%1، %2</translation>
    </message>
</context>
<context>
    <name>confab::ui::ThreadPane</name>
    <message>
        <source>Thread</source>
        <translation>سلسلة</translation>
    </message>
    <message>
        <source>Reply in thread</source>
        <translation>الرد في السلسلة</translation>
    </message>
    <message>
        <source>Also send to the conversation</source>
        <translation>إرسال إلى المحادثة أيضًا</translation>
    </message>
    <message>
        <source>Also send to %1</source>
        <translation>إرسال إلى %1 أيضًا</translation>
    </message>
    <message>
        <source>Drop files to send them into this thread</source>
        <translation>أفلت الملفات لإرسالها في هذه السلسلة</translation>
    </message>
</context>
<context>
    <name>confab::ui::ToneButton</name>
    <message>
        <source>Skin tone</source>
        <translation>لون البشرة</translation>
    </message>
    <message>
        <source>No skin tone</source>
        <translation>دون لون بشرة</translation>
    </message>
    <message>
        <source>Light skin tone</source>
        <translation>بشرة فاتحة</translation>
    </message>
    <message>
        <source>Medium-light skin tone</source>
        <translation>بشرة فاتحة متوسطة</translation>
    </message>
    <message>
        <source>Medium skin tone</source>
        <translation>بشرة متوسطة</translation>
    </message>
    <message>
        <source>Medium-dark skin tone</source>
        <translation>بشرة داكنة متوسطة</translation>
    </message>
    <message>
        <source>Dark skin tone</source>
        <translation>بشرة داكنة</translation>
    </message>
</context>
<context>
    <name>confab::ui::TrayFile</name>
    <message>
        <source>one moment…</source>
        <comment>a picture that is being made ready</comment>
        <translation>لحظة…</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>a file, its size</comment>
        <translation>%1، %2</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <comment>a file</comment>
        <translation>إزالة %1</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>إزالة</translation>
    </message>
</context>
<context>
    <name>confab::ui::TypingLine</name>
    <message>
        <source>%1 is typing…</source>
        <translation>يكتب %1…</translation>
    </message>
    <message>
        <source>%1 and %2 are typing…</source>
        <translation>يكتب %1 و%2…</translation>
    </message>
    <message>
        <source>Several people are typing…</source>
        <translation>يكتب عدة أشخاص…</translation>
    </message>
</context>
<context>
    <name>confab::ui::Words</name>
    <message>
        <source>Online</source>
        <translation>متصل</translation>
    </message>
    <message>
        <source>Away</source>
        <translation>بعيد</translation>
    </message>
    <message>
        <source>Do not disturb</source>
        <translation>عدم الإزعاج</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>غير متصل</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>المالك</translation>
    </message>
    <message>
        <source>Mod</source>
        <translation>مشرف</translation>
    </message>
    <message>
        <source>Guest</source>
        <translation>ضيف</translation>
    </message>
    <message>
        <source>Open to all, as a guest too</source>
        <translation>مفتوح للجميع، وللضيوف أيضًا</translation>
    </message>
    <message>
        <source>The host makes the accounts</source>
        <translation>يُنشئ المضيف الحسابات</translation>
    </message>
    <message>
        <source>New people need an invite</source>
        <translation>يحتاج الجدد إلى دعوة</translation>
    </message>
    <message>
        <source>Anyone may sign up</source>
        <translation>يستطيع أي شخص التسجيل</translation>
    </message>
    <message>
        <source>Everyone</source>
        <translation>الجميع</translation>
    </message>
    <message>
        <source>A plain AWS backend cannot do this.</source>
        <translation>لا تستطيع خلفية AWS البسيطة فعل هذا.</translation>
    </message>
</context>
</TS>
