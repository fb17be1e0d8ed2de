"""Has LibreOffice write the other files of this directory out of xlwt.xls, by its own interface (python3-uno)."""
import hashlib
import os
import subprocess
import time

import uno
from com.sun.star.beans import NamedValue, PropertyValue
from msoffcrypto.format.ooxml import OOXMLFile

PASSWORD = "geheim"
PIPE = "pipe,name=samples;urp;"


def of(kind, name, value):
    pair = kind()
    pair.Name, pair.Value = name, value
    return pair


def connect():
    here = uno.getComponentContext()
    resolver = here.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", here)
    for _ in range(60):
        try:
            there = resolver.resolve(f"uno:{PIPE}StarOffice.ComponentContext")
            return there.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", there)
        except Exception:
            time.sleep(0.5)
    raise TimeoutError("LibreOffice does not answer")


def key():
    """Of the older encryption (RC4, [MS-OFFCRYPTO] 2.3.6), which this filter takes instead of a password."""
    salt = bytes(range(16))
    half = hashlib.md5(PASSWORD.encode("utf-16le")).digest()[:5]
    values = (of(NamedValue, "STD97EncryptionKey", uno.ByteSequence(hashlib.md5((half + salt) * 16).digest())),
              of(NamedValue, "STD97UniqueID", uno.ByteSequence(salt)))
    return uno.Any("[]com.sun.star.beans.NamedValue", values)


office = subprocess.Popen(["soffice", "--headless", "--norestore", f"--accept={PIPE}"])
desktop = connect()
address = lambda name: "file://" + os.path.abspath(name)
book = desktop.loadComponentFromURL(address("xlwt.xls"), "_blank", 0, (of(PropertyValue, "Hidden", True),))


def save(name, kind, *more):
    book.storeToURL(address(name), (of(PropertyValue, "FilterName", kind), *more))


save("libreoffice.xls", "MS Excel 97")
save("libreoffice.xlsx", "Calc MS Excel 2007 XML")
save("libreoffice-password.xls", "MS Excel 97", of(PropertyValue, "EncryptionData", key()))
# Comma, quotation mark, GB 18030; cells as they are shown, the second sheet: it puts the sheet's name into the file's.
options = "44,34,85,1,,0,false,true,true,false,false,2"
save("libreoffice-gb18030.csv", "Text - txt - csv (StarCalc)", of(PropertyValue, "FilterOptions", options))
os.replace("libreoffice-gb18030-花名册.csv", "libreoffice-gb18030.csv")
book.BasicLibraries.VBACompatibilityMode = True
if not book.BasicLibraries.hasByName("Standard"):
    book.BasicLibraries.createLibrary("Standard")
macro = 'Attribute VB_Name = "Module1"\nOption VBASupport 1\nSub Auto_Open()\n  MsgBox "hello"\nEnd Sub\n'
book.BasicLibraries.getByName("Standard").insertByName("Module1", macro)
save("libreoffice-macro.xlsm", "Calc MS Excel 2007 VBA XML")
book.close(True)
try:
    desktop.terminate()
except Exception:
    pass  # It is gone before it can answer.
office.wait(30)

with open("libreoffice.xlsx", "rb") as plain, open("msoffcrypto-password.xlsx", "wb") as sealed:
    OOXMLFile(plain).encrypt(PASSWORD, sealed)
